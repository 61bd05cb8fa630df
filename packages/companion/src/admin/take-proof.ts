import { SallyportError } from '@sallyport/core';
import type { Access } from '../access/index.ts';
import { MAX_PROOF_AGE_S, MAX_PROOF_AHEAD_S, type VerifiedProof } from '../proof/verify-proof.ts';

const WINDOW_S = MAX_PROOF_AGE_S + MAX_PROOF_AHEAD_S + 1;

/** Takes a proof, which serves once among all replicas (RFC 9449 §11.1). Raises `proof_replayed`, `ledger_unavailable`. */
export async function takeProof(
  { useOnce }: Pick<Access, 'useOnce'>,
  { publicKey, id, time }: Pick<VerifiedProof, 'publicKey' | 'id' | 'time'>,
): Promise<void> {
  const first = await useOnce(`admin-proof/${publicKey.kid}/${id}`, Math.ceil(time / 1000) + WINDOW_S);
  if (!first) throw new SallyportError('proof_replayed');
}
