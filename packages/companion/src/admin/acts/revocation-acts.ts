import { isUuid, SallyportError } from '@sallyport/core';
import { recordedAct } from '../../door/recorded-act.ts';
import { type AdminAct, actEvent } from './admin-act.ts';

/** The longest that a grant lives. */
const GRANT_LIFETIME_S = 900;

/**
 * Takes back a grant, or all that an identity was granted, and then its sessions of the admin plane and the roles it was given itself too.
 * What it is granted after that holds: who shall not come back is stopped at the identity provider or by `allow`.
 */
const REVOKE: AdminAct = {
  method: 'POST',
  path: '/v1/admin/revocations',
  anyOf: [],
  body: { required: ['issuer', 'subject'], optional: ['grant_id'] },
  perform: async ({ log, access, sessions, givenRoles, clock }, call) => {
    const { issuer = '', subject = '', grant_id: grantId } = call.body;
    const target = { issuer, subject };
    if (grantId !== undefined && !isUuid(grantId)) throw new SallyportError('request_invalid');
    const draft = actEvent('grant.revoked', call, { target, ...(grantId === undefined ? {} : { grantId }) });
    return recordedAct(log, draft, async () => {
      const now = clock.now();
      if (grantId !== undefined) {
        await access.revokeGrant({ id: grantId, caller: target, expiresAt: Math.ceil(now / 1000) + GRANT_LIFETIME_S });
        return { revoked: 'grant' };
      }
      await access.revokeIdentity(target);
      await givenRoles.takeAll(target);
      await sessions.endAllOf(target, now);
      return { revoked: 'identity' };
    });
  },
};

/** What can be done about what was granted. */
export const REVOCATION_ACTS: readonly AdminAct[] = [REVOKE];
