import { SallyportError } from '@sallyport/core';
import { recordedAct } from '../../door/recorded-act.ts';
import type { ActParts } from './act-parts.ts';
import { type ActCall, type AdminAct, actEvent } from './admin-act.ts';

/** The names of the sealed secrets and their versions, never a value. */
const LIST_SECRETS: AdminAct = {
  method: 'GET',
  path: '/v1/admin/secrets',
  anyOf: ['auditor'],
  perform: ({ log, secrets }, call) =>
    recordedAct(log, actEvent('admin.read', call, { read: 'secrets' }), async () => ({
      secrets: await secrets.list(),
    })),
};

/** Seals a new version of a secret that is there. */
const ROTATE_SECRET: AdminAct = {
  method: 'POST',
  path: '/v1/admin/secrets/rotate',
  anyOf: [],
  body: { required: ['name', 'value'] },
  perform: (parts, call) => rotation(parts, call, (name) => parts.secrets.rotate(name, call.body.value ?? '')),
};

/** Forgets the version of a secret before the one in use. */
const RETIRE_SECRET: AdminAct = {
  method: 'POST',
  path: '/v1/admin/secrets/retire',
  anyOf: [],
  body: { required: ['name'] },
  perform: (parts, call) => rotation(parts, call, (name) => parts.secrets.retire(name), { retired: true }),
};

/** What can be done about sealed secrets. */
export const SECRET_ACTS: readonly AdminAct[] = [LIST_SECRETS, ROTATE_SECRET, RETIRE_SECRET];

async function rotation(
  { log, secrets }: ActParts,
  call: ActCall,
  act: (name: string) => Promise<void>,
  more: { readonly retired?: true } = {},
): Promise<object> {
  const { name = '' } = call.body;
  // Into the event goes only a name that is one already.
  const known = (await secrets.list()).some((secret) => secret.name === name);
  if (!known) throw new SallyportError('request_invalid');
  return recordedAct(
    log,
    actEvent('credential.rotated', call, { rotated: { what: 'secret', name, ...more } }),
    async () => {
      await act(name);
      return { name };
    },
  );
}
