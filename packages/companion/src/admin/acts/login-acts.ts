import { isUuid, ROLES, SallyportError } from '@sallyport/core';
import { recordedAct } from '../../door/recorded-act.ts';
import type { AdminSession } from '../admin-sessions.ts';
import { type AdminAct, actEvent } from './admin-act.ts';

/** Who is logged in, with which roles, until when. */
const WHOAMI: AdminAct = {
  method: 'GET',
  path: '/v1/admin/whoami',
  anyOf: ROLES,
  perform: ({ log }, call) =>
    recordedAct(log, actEvent('admin.read', call, { read: 'sessions' }), async () => sessionJson(call.session)),
};

/** Logs out. */
const LOG_OUT: AdminAct = {
  method: 'DELETE',
  path: '/v1/admin/session',
  anyOf: ROLES,
  perform: ({ log, sessions, clock }, call) =>
    recordedAct(log, actEvent('grant.revoked', call, {}), async () => {
      await sessions.end(call.session.id, clock.now());
      return { session_id: call.session.id };
    }),
};

/** The logins that are open, newest first, at most 1,000. */
const LIST_LOGINS: AdminAct = {
  method: 'GET',
  path: '/v1/admin/logins',
  anyOf: ['auditor'],
  perform: ({ log, sessions, clock }, call) =>
    recordedAct(log, actEvent('admin.read', call, { read: 'sessions' }), async () => {
      const open = await sessions.list(clock.now());
      return { logins: open.map(sessionJson) };
    }),
};

/** Ends a login of anybody's. */
const REVOKE_LOGIN: AdminAct = {
  method: 'POST',
  path: '/v1/admin/logins/revoke',
  anyOf: [],
  body: { required: ['session_id'] },
  perform: async ({ log, sessions, clock }, call) => {
    const { session_id: id = '' } = call.body;
    const session = isUuid(id) ? await sessions.find(id) : undefined;
    if (session === undefined) throw new SallyportError('session_unknown');
    const draft = actEvent('grant.revoked', call, { adminSessionId: id, target: session.identity });
    return recordedAct(log, draft, async () => {
      await sessions.end(id, clock.now());
      return { session_id: id };
    });
  },
};

/** What can be done about logins to the admin plane. */
export const LOGIN_ACTS: readonly AdminAct[] = [WHOAMI, LOG_OUT, LIST_LOGINS, REVOKE_LOGIN];

function sessionJson(session: AdminSession): object {
  const { id, identity, roles, createdAt, seenAt, expiresAt, authTime, amr } = session;
  return {
    session_id: id,
    ...{ issuer: identity.issuer, subject: identity.subject, roles },
    created_at: new Date(createdAt).toISOString(),
    seen_at: new Date(seenAt).toISOString(),
    expires_at: new Date(expiresAt).toISOString(),
    ...(authTime === undefined ? {} : { auth_time: new Date(authTime).toISOString() }),
    ...(amr.length === 0 ? {} : { amr }),
  };
}
