import { createHmac } from 'node:crypto';
import { isUuid, SallyportError } from '@sallyport/core';

/** Checks the `sallyport` claim of a proof against the body and the salt that came with it. Raises `intent_missing`, `intent_invalid`, `salt_*`, `commitment_mismatch`. Gives what it promises of the original, where it does. */
export function checkIntent(
  intent: unknown,
  { salt: header, salts, body }: { readonly salt: string; readonly salts: Set<string>; readonly body: Buffer },
): string | undefined {
  if (intent === undefined) throw new SallyportError('intent_missing');
  const {
    correlation_id: correlation,
    commitment,
    applied,
    originals,
    ...others
  } = intent as Readonly<Record<string, unknown>>;
  const shaped = typeof correlation === 'string' && isUuid(correlation) && typeof applied === 'object';
  if (originals !== undefined && !/^[A-Za-z0-9_-]{43}$/.test(String(originals)))
    throw new SallyportError('intent_invalid');
  if (!shaped || Object.keys(others).length > 0) throw new SallyportError('intent_invalid');
  const salt = Buffer.from(header, 'base64url');
  if (salt.length !== 32 || salt.toString('base64url') !== header) throw new SallyportError('salt_invalid');
  if (salts.has(header)) throw new SallyportError('salt_reused');
  salts.add(header);
  if (createHmac('sha256', salt).update(body).digest('base64url') !== commitment) {
    throw new SallyportError('commitment_mismatch');
  }
  return originals === undefined ? undefined : String(originals);
}
