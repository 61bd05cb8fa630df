import type { ConnectionKind } from '@sallyport/core';
import type { HeaderRecord } from '@sallyport/pipeline';
import type { Credential } from './credential.ts';

/** The header in which a kind of provider takes a key. */
export function keyHeader(kind: ConnectionKind, key: string): HeaderRecord {
  if (kind === 'azure-openai') return { 'api-key': key };
  if (kind === 'anthropic') return { 'x-api-key': key };
  return { authorization: `Bearer ${key}` };
}

/** A key that stays the same. */
export function staticCredential(kind: ConnectionKind, key: string): Credential {
  const headers = Object.freeze(keyHeader(kind, key));
  return Object.freeze({ authorise: async () => headers });
}
