import { toBase64url } from '@sallyport/core';
import type { KeptDigest } from './digest-rows.ts';

/** A digest as those who sign it off are told of it, in JSON, without what it says. */
export function digestJson(digest: KeptDigest, overdue: boolean): object {
  const { id, period, first, end, findings, createdAt, signOff } = digest;
  return {
    id,
    state: stateOf(digest, overdue),
    from: new Date(period.from).toISOString(),
    to: new Date(period.to).toISOString(),
    ...{ first, end, findings, digest: toBase64url(digest.digest) },
    made_at: createdAt.toISOString(),
    ...(signOff === undefined
      ? {}
      : {
          conclusion: signOff.conclusion,
          signed_by: { issuer: signOff.by.issuer, subject: signOff.by.subject },
          signed_at: signOff.at.toISOString(),
        }),
  };
}

function stateOf({ signOff }: KeptDigest, overdue: boolean): 'waiting' | 'overdue' | 'signed' {
  if (signOff !== undefined) return 'signed';
  return overdue ? 'overdue' : 'waiting';
}
