import { SallyportError } from '@sallyport/core';
import { recordedAct } from '../../door/recorded-act.ts';
import type { Reader } from '../../reviews/deciding/index.ts';
import type { AdminSession } from '../admin-sessions.ts';
import { type ActCall, type AdminAct, actEvent, streamed } from './admin-act.ts';

/** The reviews: those that wait first, newest first, at most 200. */
const LIST_REVIEWS: AdminAct = {
  method: 'GET',
  path: '/v1/admin/reviews',
  anyOf: ['reviewer', 'auditor'],
  perform: ({ log, reviews }, call) =>
    recordedAct(log, actEvent('admin.read', call, { read: 'reviews' }), () => reviews.list(readerOf(call))),
};

/** One review; the redacted body is shown to those who may decide it. */
const SHOW_REVIEW: AdminAct = {
  method: 'GET',
  path: '/v1/admin/reviews/{id}',
  anyOf: ['reviewer', 'auditor'],
  perform: ({ log, reviews }, call) =>
    recordedAct(log, actEvent('admin.read', call, { read: 'reviews' }), () =>
      reviews.show(readerOf(call), call.id ?? ''),
    ),
};

/** What is attached to a call that waits, as it is, to those who may decide: no browser shows it as a page. */
const SHOW_ATTACHMENT: AdminAct = {
  method: 'GET',
  path: '/v1/admin/reviews/{id}/attachments/{number}',
  anyOf: ['reviewer'],
  perform: ({ log, reviews }, call) => {
    const { id: review = '', number = 0 } = call;
    const draft = actEvent('admin.read', call, { read: 'attachments', review: { id: review, kind: 'call' } });
    return recordedAct(log, draft, async () => {
      const { type, bytes } = await reviews.attachment(readerOf(call), { review, number });
      return { ...streamed(once(bytes), type), headers: DOWNLOAD };
    });
  },
};

const DOWNLOAD = {
  'content-disposition': 'attachment',
  'content-security-policy': 'sandbox',
  'x-content-type-options': 'nosniff',
} as const;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Approves or rejects: the event of it is `review.decided`. */
const DECIDE_REVIEW: AdminAct = {
  method: 'POST',
  path: '/v1/admin/reviews/decide',
  anyOf: ['reviewer'],
  // Without a justification it is that which is refused.
  body: { required: ['review_id', 'decision'], optional: ['justification', 'window_seconds'] },
  perform: async ({ reviews }, call) => {
    const { review_id: review = '', decision, justification = '', window_seconds: seconds } = call.body;
    if (decision !== 'approve' && decision !== 'reject') throw new SallyportError('request_invalid');
    const window = seconds === undefined ? {} : { windowSeconds: readSeconds(seconds) };
    const reader = readerOf(call);
    return reviews.tell(reader, await reviews.decide(reader, { review, decision, justification, ...window }));
  },
};

/** Takes an approval back: the event of it is `review.revoked`. */
const REVOKE_REVIEW: AdminAct = {
  method: 'POST',
  path: '/v1/admin/reviews/revoke',
  anyOf: ['reviewer'],
  body: { required: ['review_id'], optional: ['justification'] },
  perform: async ({ reviews }, call) => {
    const { review_id: review = '', justification = '' } = call.body;
    const reader = readerOf(call);
    const admin = call.session.roles.includes('admin');
    return reviews.tell(reader, await reviews.revoke(reader, { review, justification, admin }));
  },
};

/** What can be done about reviews. */
export const REVIEW_ACTS: readonly AdminAct[] = [
  LIST_REVIEWS,
  SHOW_REVIEW,
  SHOW_ATTACHMENT,
  DECIDE_REVIEW,
  REVOKE_REVIEW,
];

/** Whole seconds in decimal digits. Raises `request_invalid`. */
function readSeconds(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new SallyportError('request_invalid');
  return Number(text);
}

function readerOf({ session, clientIp }: ActCall): Reader {
  const { identity, groups, amr, delegated } = session;
  return {
    ...{ identity, groups, amr, delegated, clientIp, adminSessionId: session.id },
    ...authTimeOf(session),
    reviews: session.roles.some((role) => role === 'reviewer' || role === 'admin'),
  };
}

function authTimeOf({ authTime }: AdminSession): Pick<Reader, 'authTime'> {
  return authTime === undefined ? {} : { authTime };
}
