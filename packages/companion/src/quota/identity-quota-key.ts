import type { Identity } from '@sallyport/core';

/** The key of an identity in a quota: the JSON of the pair, so that no two identities share one. */
export function identityQuotaKey({ issuer, subject }: Identity): string {
  return JSON.stringify([issuer, subject]);
}
