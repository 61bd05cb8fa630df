import { SallyportError } from '@sallyport/core';
import {
  cosign,
  decodeWitnessKey,
  EMPTY_EDGE,
  rootOf,
  verifyConsistency,
  webCryptoWitnessSigner,
} from '@sallyport/ledger';
import type { SignedCheckpoint, SignedLog } from './signed-log.ts';
import type { Submission, WitnessClient, WitnessReply } from './witness-client.ts';

/** For tests: a witness in this process, by the rules of C2SP tlog-witness. */
export interface WitnessDouble extends WitnessClient {
  readonly verifierKey: string;
  /** What it has. A test may put anything there. */
  head: { size: number; root: Uint8Array; note?: string };
  /** What it fails with, while it does. */
  down: 'witness_unavailable' | 'witness_invalid' | undefined;
  /** Whether it knows the log. */
  knows: boolean;
  /** How often it was asked. */
  asked: number;
}

/** For tests: a witness with a fresh key that has seen nothing. */
export async function witnessDouble(log: Pick<SignedLog, 'open'>, name = 'witness.example/w1'): Promise<WitnessDouble> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const signer = await webCryptoWitnessSigner(name, await crypto.subtle.exportKey('jwk', pair.privateKey));
  const double: WitnessDouble = {
    ...{ name, verifierKey: signer.verifierKey, key: decodeWitnessKey(signer.verifierKey) },
    ...{ head: { size: 0, root: rootOf(EMPTY_EDGE) }, down: undefined, knows: true, asked: 0 },
    add: async (submission) => {
      double.asked += 1;
      if (double.down !== undefined) throw new SallyportError(double.down);
      if (!double.knows) return { refused: 'unknown' };
      const checkpoint = await log.open(submission.checkpoint);
      const refused = refusalOf(double.head, submission, checkpoint);
      if (refused !== undefined) return refused;
      const text = submission.checkpoint.slice(0, submission.checkpoint.indexOf('\n\n') + 1);
      const note = `${submission.checkpoint}${await cosign(text, { signer, time: 1_700_000_000 })}`;
      double.head = { size: checkpoint.size, root: checkpoint.root, note };
      return { note };
    },
    latest: async () => double.head.note,
  };
  return double;
}

function refusalOf(
  head: WitnessDouble['head'],
  { old, proof }: Submission,
  checkpoint: SignedCheckpoint,
): WitnessReply | undefined {
  const same = head.size === checkpoint.size && !Buffer.from(head.root).equals(checkpoint.root);
  if (old !== head.size || same) return { size: head.size };
  return verifyConsistency({ from: head, to: checkpoint, proof }) ? undefined : { refused: 'inconsistent' };
}
