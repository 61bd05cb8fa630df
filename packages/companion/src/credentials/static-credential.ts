import type { ConnectionKind } from '@sallyport/core';
import type { HeaderRecord } from '@sallyport/pipeline';
import type { Credential, OutgoingRequest } from './credential.ts';
import type { Renewable } from './renewable.ts';

/** The header in which a kind of provider takes a key. */
function keyHeader(kind: ConnectionKind, key: string): HeaderRecord {
  if (kind === 'azure-openai') return { 'api-key': key };
  if (kind === 'anthropic') return { 'x-api-key': key };
  return { authorization: `Bearer ${key}` };
}

/** Sealed keys, in the header where a kind of provider takes them. */
export function staticCredential(kind: ConnectionKind, keys: Renewable<string>): Credential {
  return Object.freeze({
    authorise: async (_request: OutgoingRequest, options: { readonly signal: AbortSignal }) =>
      keyHeader(kind, await keys.get(options)),
    refused: (headers: HeaderRecord) =>
      keys.replace((key) => Object.entries(keyHeader(kind, key)).every(([name, value]) => headers[name] === value)),
    close: async () => keys.close(),
  });
}
