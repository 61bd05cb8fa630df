import { type Identity, PURGE_REASONS, type PurgeReason, SallyportError } from '@sallyport/core';
import { recordedAct } from '../../door/recorded-act.ts';
import { type LegalHold, scopeDetails } from '../../retention/index.ts';
import { type ActCall, type AdminAct, actEvent } from './admin-act.ts';

/** The legal holds: those that hold first, each newest first, at most 1,000. */
const LIST_HOLDS: AdminAct = {
  method: 'GET',
  path: '/v1/admin/holds',
  anyOf: ['auditor'],
  perform: ({ log, archive }, call) =>
    recordedAct(log, actEvent('admin.read', call, { read: 'holds' }), async () => ({
      holds: (await archive.holds.list()).map(holdJson),
    })),
};

/** Places a legal hold on the recordings of which all that it says is true. */
const PLACE_HOLD: AdminAct = {
  method: 'POST',
  path: '/v1/admin/holds',
  anyOf: ['auditor'],
  body: {
    required: ['reason'],
    optional: ['session_id', 'correlation_id', 'issuer', 'subject', 'connection', 'subject_of_care'],
  },
  perform: async ({ log, archive }, call) => {
    const { reason: text = '', ...members } = call.body;
    const [reason, scope] = [readReason(text), await archive.scope(members)];
    const id = crypto.randomUUID();
    const draft = actEvent('recording.held', call, { ...scopeDetails(scope), hold: id });
    const placedBy = call.session.identity;
    return recordedAct(log, draft, async () => ({
      hold: holdJson(await archive.holds.place({ id, reason, placedBy, scope })),
    }));
  },
};

/** Releases one. */
const RELEASE_HOLD: AdminAct = {
  method: 'POST',
  path: '/v1/admin/holds/release',
  anyOf: [],
  body: { required: ['hold_id'] },
  perform: async ({ log, archive }, call) => {
    const { id, ...scope } = await archive.holds.find(call.body.hold_id ?? '');
    const draft = actEvent('recording.released', call, { ...scopeDetails(scope), hold: id });
    return recordedAct(log, draft, async () => {
      await archive.holds.release(id);
      return { hold_id: id };
    });
  },
};

/** Purges a recording before its time. */
const PURGE: AdminAct = {
  method: 'POST',
  path: '/v1/admin/recordings/purge',
  anyOf: [],
  body: { required: ['session_id', 'reason'] },
  perform: async ({ archive }, call) => {
    const { session_id: session = '', reason: text } = call.body;
    const reason = ORDERED.find((one) => one === text);
    if (reason === undefined) throw new SallyportError('request_invalid');
    return { session_id: session, certificate: await archive.purge(session, { reason, by: orderer(call) }) };
  },
};

/** The certificate of a purge. */
const SHOW_CERTIFICATE: AdminAct = {
  method: 'GET',
  path: '/v1/admin/certificates/{id}',
  anyOf: ['auditor'],
  perform: ({ log, archive }, call) => {
    const { id = '' } = call;
    const draft = actEvent('admin.read', call, { read: 'recordings', sessionId: id });
    return recordedAct(log, draft, async () => ({ session_id: id, certificate: await archive.certificate(id) }));
  },
};

/** What can be done about what is kept. */
export const RETENTION_ACTS: readonly AdminAct[] = [LIST_HOLDS, PLACE_HOLD, RELEASE_HOLD, PURGE, SHOW_CERTIFICATE];

const ORDERED = PURGE_REASONS.filter((one): one is Exclude<PurgeReason, 'expired'> => one !== 'expired');
const LONGEST_REASON = 2_000;

/** 1 to 2,000 characters without the space around them. Raises `request_invalid`. */
function readReason(text: string): string {
  const reason = text.trim();
  if (reason === '' || reason.length > LONGEST_REASON || !reason.isWellFormed()) {
    throw new SallyportError('request_invalid');
  }
  return reason;
}

function orderer({ session, clientIp }: ActCall) {
  return { identity: session.identity, clientIp, adminSessionId: session.id };
}

/** The pseudonym of a subject of care is not kept, so it is only told that there is one. */
function holdJson(hold: LegalHold): object {
  const { id, session, correlationId, identity, connection, subjectOfCare, reason, releasedAt } = hold;
  return {
    hold_id: id,
    ...(session === undefined ? {} : { session_id: session }),
    ...(correlationId === undefined ? {} : { correlation_id: correlationId }),
    ...(identity === undefined ? {} : identityJson(identity)),
    ...(connection === undefined ? {} : { connection }),
    ...(subjectOfCare === undefined ? {} : { of_subject_of_care: true }),
    reason,
    placed_by: identityJson(hold.placedBy),
    placed_at: hold.placedAt.toISOString(),
    ...(releasedAt === undefined ? {} : { released_at: releasedAt.toISOString() }),
  };
}

function identityJson({ issuer, subject }: Identity): object {
  return { issuer, subject };
}
