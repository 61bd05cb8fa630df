// Runs in a thread of its own and does what it is sent, in order. It imports nothing of ours: the build makes it a file by itself.
import { type KeyObject, sign, verify } from 'node:crypto';
import { parentPort } from 'node:worker_threads';

/** Signatures to make and to check. One message for many, with all their bytes in one piece, takes a third of what one for each would. */
export interface SignatureOrder {
  /** Whether keys sent before are no longer named. */
  readonly forget: boolean;
  /** Keys not sent before, named by their place among all that were. */
  readonly keys: readonly KeyObject[];
  /** Of each job, three numbers: its key, how many bytes of data it has, and of a signature to check; none, where one is to be made. */
  readonly jobs: readonly number[];
  /** The data and the signature of each job, one after another. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What came of an order. */
export interface SignatureAnswer {
  /** Of each job: whether the signature holds, how many bytes the new one has, or nothing where the key cannot. */
  readonly results: readonly (boolean | number | undefined)[];
  /** The new signatures, one after another. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const keys: KeyObject[] = [];

parentPort?.on('message', (order: SignatureOrder) => {
  if (order.forget) keys.length = 0;
  keys.push(...order.keys);
  const answer = carryOut(order);
  parentPort?.postMessage(answer, [answer.bytes.buffer]);
});

function carryOut({ jobs, bytes }: SignatureOrder): SignatureAnswer {
  const results: (boolean | number | undefined)[] = [];
  const made: Uint8Array[] = [];
  let start = 0;
  for (let at = 0; at < jobs.length; at += 3) {
    const length = jobs[at + 1] ?? 0;
    const signed = jobs[at + 2] ?? 0;
    const data = bytes.subarray(start, start + length);
    start += length + signed;
    const result = resultOf(keys[jobs[at] ?? 0], data, bytes.subarray(start - signed, start));
    if (typeof result === 'object') made.push(result);
    results.push(typeof result === 'object' ? result.length : result);
  }
  // Memory of its own, which can be handed over.
  return { results, bytes: new Uint8Array(Buffer.concat(made)) };
}

function resultOf(
  key: KeyObject | undefined,
  data: Uint8Array,
  signature: Uint8Array,
): Uint8Array | boolean | undefined {
  if (key === undefined) return undefined;
  const digest = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  try {
    return signature.length === 0 ? sign(digest, data, key) : verify(digest, data, key, signature);
  } catch {
    return undefined;
  }
}
