import type { ConnectionKind } from '@sallyport/core';
import type { HeaderRecord } from '@sallyport/pipeline';

const BY_KIND: Readonly<Record<ConnectionKind, (key: string) => HeaderRecord>> = {
  openai: (key) => ({ authorization: `Bearer ${key}` }),
  'openai-compatible': (key) => ({ authorization: `Bearer ${key}` }),
  'azure-openai': (key) => ({ 'api-key': key }),
};

/** The header in which a kind of provider takes its key; none where the connection needs no key. */
export function credentialHeader(kind: ConnectionKind, key: string | undefined): HeaderRecord {
  return key === undefined ? {} : BY_KIND[kind](key);
}
