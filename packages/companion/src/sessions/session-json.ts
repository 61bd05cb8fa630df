import { toBase64url } from '@sallyport/core';
import type { IndexedSession } from './find-sessions.ts';
import type { ModelKeeper } from './model-keeper.ts';

const DECISIONS: Readonly<Record<string, string>> = { allow: 'allowed', review: 'reviewed', deny: 'denied' };

/** A session for people: what it can be found by, and how it ended. What is not known is not there; groups are not, since somebody may have thousands. */
export function sessionJson({ found, session }: IndexedSession, models: Pick<ModelKeeper, 'open'>): object {
  const { issuer, subject, client, connection, baa, operation, policy, rule, entities, purpose, review } = found;
  return present({
    id: found.id,
    index: found.index,
    opened_at: found.openedAt.toISOString(),
    closed_at: session?.closedAt?.toISOString(),
    ...{ issuer, subject, client, client_ip: found.clientIp },
    ...{ connection, baa, operation, model: found.sealedModel === null ? null : models.open(found.sealedModel) },
    ...{ purpose, correlation_id: found.correlationId, policy, rule, decision: DECISIONS[found.effect] },
    ...{ status: statusOf({ found, session }), error: found.refusal ?? session?.error, entities, review },
    subject_of_care: found.subjectOfCare === null ? null : toBase64url(found.subjectOfCare),
    ...{ recording: found.recording, upstream_status: session?.upstreamStatus },
    ...{ bytes_out: found.bytesOut, bytes_back: session?.bytesBack, granted: found.granted },
  });
}

/** `open`, `success`, `failure`, `unknown`, or `denied`. Those of before there was an index say that they ended, and not how. */
export function statusOf({ found, session }: IndexedSession): string {
  if (found.effect === 'deny') return 'denied';
  return session === null || session.closedIndex === null ? 'open' : (session.status ?? 'unknown');
}

/** An object without what is `null` or `undefined`. */
export function present(value: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined && held !== null));
}
