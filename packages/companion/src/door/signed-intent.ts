import { fromBase64url, SallyportError } from '@sallyport/core';
import { SALT_BYTES, type SignedIntent } from '@sallyport/pipeline';
import type { VerifiedProof } from '../proof/verify-proof.ts';

/**
 * What a verified proof says of the call it came with: the intent in it, and the salt of its commitment from `Sallyport-Salt`.
 * Raises `intent_missing` where one is required, and `salt_invalid` for an intent whose salt is missing or not 32 bytes.
 */
export function readSignedIntent(
  proof: VerifiedProof,
  { salt: header, required }: { readonly salt: string | undefined; readonly required: boolean },
): SignedIntent {
  const { publicKey, id, leaf, time, intent } = proof;
  const signed = { kid: publicKey.kid, id, leaf, time };
  if (intent === undefined) {
    if (required) throw new SallyportError('intent_missing');
    return signed;
  }
  const salt = header === undefined || header.length > 64 ? undefined : fromBase64url(header);
  if (salt?.length !== SALT_BYTES) throw new SallyportError('salt_invalid');
  return { ...signed, stated: { intent, salt } };
}
