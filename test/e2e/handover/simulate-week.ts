import { generateKeyPairSync } from 'node:crypto';
import { webCryptoEventSigner } from '@sallyport/ledger';
import { TestClock } from '@sallyport/testkit';
import { ADMIN_STACK, type AdminSession, adminCall, idToken, postSession } from '../../stack/admin-callers.ts';
import { newKey, proofFor } from '../../stack/proving.ts';
import { startStack } from '../../stack/start-stack.ts';
import { makeCall } from './make-call.ts';
import { type PlannedCall, planWeek } from './plan-week.ts';
import type { SimulatedWeek } from './simulated-week.ts';

/** A call that was made, and the status of its answer. */
export interface MadeCall extends PlannedCall {
  readonly status: number;
}

const DAY_MS = 86_400_000;

const TOP = `policy:
  version: 1
  name: week
  rules:
    - { name: never, when: { models: [text-embedding-ada-002] }, then: deny }
    - { name: bulk, when: { operations: [embeddings.create], inputs: { atLeast: 3 } }, then: review, review: { groups: [office], hold: 60s } }
    - { name: research, when: { purposes: [research] }, then: allow, out: { NAME: allow } }
    - { name: rest, then: allow }`;

/**
 * Has twenty identities call for a week, in a few seconds: the companion's clock is turned from call to call. The same calls in the same
 * order each time. The week ended at the last midnight (UTC), and then it is now.
 */
export async function simulateWeek(): Promise<{ readonly week: SimulatedWeek; readonly calls: readonly MadeCall[] }> {
  const to = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const from = to - 7 * DAY_MS;
  const clock = new TestClock(from);
  const roles = '{ admin: [platform], reviewer: [office], auditor: [audit] }';
  const admin = `clientId: sallyport-cli, roles: ${roles}, sessionSeconds: 86400, idleSeconds: 86400`;
  const stack = await startStack({ ...ADMIN_STACK, admin, top: TOP, clock });
  const week = weekOn({ stack, clock, from, to });
  const calls: MadeCall[] = [];
  for (const planned of dayByDay(planWeek({ from }), from)) {
    clock.set(planned[0]?.at ?? clock.now());
    const reviewer = await week.logIn('grace.example', 'office');
    for (const call of planned) {
      clock.set(call.at);
      const { status } = await makeCall(week, { call, reviewer });
      calls.push({ ...call, status });
    }
  }
  clock.set(Date.now());
  return { week, calls };
}

function dayByDay(calls: readonly PlannedCall[], from: number): readonly (readonly PlannedCall[])[] {
  return Array.from({ length: 7 }, (_, day) => calls.filter(({ at }) => Math.floor((at - from) / DAY_MS) === day));
}

function weekOn(parts: Pick<SimulatedWeek, 'stack' | 'clock' | 'from' | 'to'>): SimulatedWeek {
  const { stack, clock } = parts;
  const keys = new Map<string, Promise<AdminSession['key']>>();
  const seconds = () => Math.floor(clock.now() / 1000);
  return {
    ...parts,
    admin: (session, method, path, body) => {
      const at = seconds() - Math.floor(Date.now() / 1000);
      return adminCall(stack, session, { method, path, at, ...(body === undefined ? {} : { body }) });
    },
    keyOf: (subject) => {
      const key = keys.get(subject) ?? newKey();
      keys.set(subject, key);
      return key;
    },
    logIn: async (subject, group) => {
      const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
      const [key, iat] = [await webCryptoEventSigner(jwk), seconds()];
      const token = await idToken(stack, [group], { subject, claims: { iat, exp: iat + 300 } });
      const proof = await proofFor({ url: `${stack.companion.url}/v1/admin/session`, key, claims: { iat } });
      const { body } = await postSession(stack, { token, token_type: 'id_token' }, { key, proof });
      const { access_token: session = '', session_id: id = '' } = JSON.parse(body) as Readonly<Record<string, string>>;
      return { token: session, id, key, jwk };
    },
  };
}
