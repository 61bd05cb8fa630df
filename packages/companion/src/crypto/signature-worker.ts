// Runs in a thread of its own and does what it is sent, in order. It imports nothing of ours: the build makes it a file by itself.
import { type KeyObject, sign, verify } from 'node:crypto';
import { parentPort } from 'node:worker_threads';

/** A signature to make, or, where there is one, to check. */
export interface SignatureJob {
  readonly data: Uint8Array;
  readonly key: KeyObject;
  readonly signature?: Uint8Array;
}

/** What came of a job: a signature, whether one holds, or nothing where the key cannot. */
export type SignatureResult = Uint8Array | boolean | undefined;

parentPort?.on('message', (jobs: readonly SignatureJob[]) => {
  parentPort?.postMessage(jobs.map(resultOf));
});

function resultOf({ data, key, signature }: SignatureJob): SignatureResult {
  const digest = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  try {
    // A copy of its own: a `Buffer` may share its memory with others, and all of that would be sent.
    return signature === undefined ? new Uint8Array(sign(digest, data, key)) : verify(digest, data, key, signature);
  } catch {
    return undefined;
  }
}
