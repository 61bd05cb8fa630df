import { ACTIVITY_CONCLUSIONS, type ActivityConclusion, SallyportError } from '@sallyport/core';
import { recordedAct } from '../../door/recorded-act.ts';
import { type AdminAct, actEvent } from './admin-act.ts';

/** The digests of activity: those that wait to be signed off first, newest first, at most 200. */
const LIST_DIGESTS: AdminAct = {
  method: 'GET',
  path: '/v1/admin/activity',
  anyOf: ['auditor', 'reviewer'],
  perform: ({ log, activity }, call) =>
    recordedAct(log, actEvent('admin.read', call, { read: 'activity' }), () => activity.list()),
};

/** One digest, with what it says. */
const SHOW_DIGEST: AdminAct = {
  method: 'GET',
  path: '/v1/admin/activity/{id}',
  anyOf: ['auditor', 'reviewer'],
  perform: ({ log, activity }, call) =>
    recordedAct(log, actEvent('admin.read', call, { read: 'activity' }), () => activity.show(call.id ?? '')),
};

/** Signs one off: the event of it is `activity.reviewed`. */
const SIGN_DIGEST: AdminAct = {
  method: 'POST',
  path: '/v1/admin/activity/sign',
  anyOf: ['auditor', 'reviewer'],
  body: { required: ['digest_id', 'conclusion'], optional: [] },
  perform: ({ activity }, { session, clientIp, body }) =>
    activity.sign({
      id: body.digest_id ?? '',
      conclusion: readConclusion(body.conclusion),
      by: session.identity,
      clientIp,
      adminSessionId: session.id,
    }),
};

/** What can be done about the review of activity. */
export const ACTIVITY_ACTS: readonly AdminAct[] = [LIST_DIGESTS, SHOW_DIGEST, SIGN_DIGEST];

function readConclusion(text: string | undefined): ActivityConclusion {
  const conclusion = ACTIVITY_CONCLUSIONS.find((one) => one === text);
  if (conclusion === undefined) throw new SallyportError('request_invalid');
  return conclusion;
}
