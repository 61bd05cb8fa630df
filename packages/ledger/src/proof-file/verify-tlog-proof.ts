import { type CheckpointFault, inspectCheckpoint } from '../checkpoint/checkpoint.ts';
import { decodeVerifierKey } from '../checkpoint/verifier-key.ts';
import { checkCosignatures } from '../cosignature/check-cosignatures.ts';
import { decodeWitnessKey } from '../cosignature/witness-key.ts';
import { toBase64 } from '../encoding/base64.ts';
import { hashLeaf } from '../tree/node-hash.ts';
import { verifyInclusion } from '../tree/verify-inclusion.ts';
import { FAULTS } from '../verify/fault.ts';
import type { Trust } from '../verify/trust.ts';
import { decodeTlogProof, type TlogProof } from './tlog-proof.ts';

/** Why a proof proves nothing. */
export type TlogProofFault = CheckpointFault | 'proof_malformed' | 'proof_differs' | 'trust_invalid';

/** What verifying a proof found. */
export type TlogProofReport =
  | {
      readonly ok: true;
      readonly index: number;
      /** How many entries the checkpoint signs. */
      readonly size: number;
      readonly origin: string;
      /** The root hash in base64, as the third line of the checkpoint has it. */
      readonly rootHash: string;
      /** The names of the trusted witnesses that cosigned the checkpoint. */
      readonly witnesses: readonly string[];
    }
  | {
      readonly ok: false;
      readonly code: TlogProofFault;
      /** A sentence for people. */
      readonly words: string;
    };

const WORDS: Readonly<Record<'proof_malformed' | 'proof_differs', string>> = {
  proof_malformed: 'proof: it is not written as C2SP tlog-proof says',
  proof_differs:
    'proof: its hashes do not lead from this entry, at its place, to the root hash that the checkpoint signs',
};

/** Verifies that a leaf, by its exact bytes, is in a log, by the log's keys, and which witnesses saw it there: C2SP tlog-proof, "Verifying a tlog proof". Never rejects. */
export async function verifyTlogProof(
  text: string,
  { leaf, trust }: { readonly leaf: Uint8Array; readonly trust: Pick<Trust, 'logKeys' | 'witnesses'> },
): Promise<TlogProofReport> {
  const proof = parse(text);
  if (proof === undefined) return refused('proof_malformed');
  const keys = readTrustedKeys(trust);
  if (keys === undefined) return refused('trust_invalid');
  const checkpoint = await inspectCheckpoint(proof.checkpoint, keys.logKeys);
  if (typeof checkpoint === 'string') return refused(checkpoint);
  const { index, hashes } = proof;
  const { size, root, origin } = checkpoint;
  if (!verifyInclusion({ leafHash: hashLeaf(leaf), index, size, root, proof: hashes })) return refused('proof_differs');
  const cosigners = await checkCosignatures(proof.checkpoint, keys.witnesses);
  const witnesses = cosigners.map(({ name }) => name);
  return Object.freeze({ ok: true, index, size, origin, rootHash: toBase64(root), witnesses });
}

function parse(text: string): TlogProof | undefined {
  try {
    return decodeTlogProof(text);
  } catch {
    return undefined;
  }
}

function readTrustedKeys({ logKeys, witnesses }: Pick<Trust, 'logKeys' | 'witnesses'>) {
  try {
    return { logKeys: logKeys.map(decodeVerifierKey), witnesses: witnesses.map(decodeWitnessKey) };
  } catch {
    return undefined;
  }
}

function refused(code: TlogProofFault): TlogProofReport {
  const words = code === 'proof_malformed' || code === 'proof_differs' ? WORDS[code] : wordsOf(code);
  return Object.freeze({ ok: false, code, words });
}

function wordsOf(code: Exclude<TlogProofFault, keyof typeof WORDS>): string {
  const { check, words } = FAULTS[code];
  return `${check}: ${words}`;
}
