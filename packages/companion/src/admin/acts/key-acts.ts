import { SallyportError } from '@sallyport/core';
import { recordedAct } from '../../door/recorded-act.ts';
import { KEY_PURPOSES } from '../../secrets/index.ts';
import { type AdminAct, actEvent } from './admin-act.ts';

/** Begins to rotate the signing key of a purpose. */
const ROTATE_KEY: AdminAct = {
  method: 'POST',
  path: '/v1/admin/keys/rotate',
  anyOf: [],
  body: { required: ['purpose'] },
  perform: async ({ log, signingKeys }, call) => {
    const purpose = KEY_PURPOSES.find((known) => known === call.body.purpose);
    if (purpose === undefined) throw new SallyportError('request_invalid');
    const draft = actEvent('credential.rotated', call, { rotated: { what: 'signing_key', name: purpose } });
    return recordedAct(log, draft, async () => {
      const keyId = await signingKeys.rotate(purpose);
      return { purpose, key_id: keyId };
    });
  },
};

/** What can be done about the companion's signing keys. */
export const KEY_ACTS: readonly AdminAct[] = [ROTATE_KEY];
