import { makeSentinels, type Sentinel, startWebhookReceiver, type WebhookReceiver } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, idToken, postSession } from '../stack/admin-callers.ts';
import { newKey } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { sayAll } from './carriers/refused-calls.ts';
import { describeOutcome } from './stage/describe-outcome.ts';
import { type LeakStage, leaksIn, type Places, startLeakStage } from './stage/leak-stage.ts';

const DEMAND = 'groups: [privacy], breakGlass: { groups: [doctors] }';
/** Embeddings are reviewed, chats waited for by nobody, one model is limited, and another denied. */
const POLICY = `policy:
  version: 1
  name: reviewed
  rules:
    - { name: held, when: { operations: [embeddings.create] }, then: review, review: { ${DEMAND}, hold: 120s }, message: "The privacy office decides." }
    - { name: asked, when: { operations: [completions.create] }, then: review, review: { ${DEMAND} }, message: "The privacy office decides." }
    - { name: denied, when: { models: [gpt-4o] }, then: deny, message: "Not from here." }
    - { name: limited, when: { models: [gpt-4o-mini] }, then: allow, limits: { requests: { most: 1, per: 1d } }, message: "Once a day." }`;
/** One secret serves for the provider and for webhooks: the stack seals no other. */
const KEY = 'sk-test-9f2c4be07d1a4c5e8b3f6a';

let stage: LeakStage;
let webhooks: WebhookReceiver;
const planted: Sentinel[] = [];
beforeAll(async () => {
  webhooks = await startWebhookReceiver({ secret: KEY });
  stage = await startLeakStage({
    identityProvider: ADMIN_STACK.identityProvider ?? {},
    admin: 'clientId: sallyport-cli, roles: { admin: [platform], reviewer: [privacy] }',
    providerKey: KEY,
    top: `${POLICY}\nnotify: { webhooks: [{ name: siem, url: "${webhooks.url}", secret: provider-key }] }`,
  });
});
afterAll(async () => {
  await stage.close();
  await webhooks.close();
});

function plant(call: string): readonly Sentinel[] {
  const sentinels = makeSentinels().map((one) => ({ ...one, name: `${one.name} of ${call}` }));
  planted.push(...sentinels);
  return sentinels;
}

/** Everywhere but in what reviewers are told. */
const live = (): Places =>
  new Map([...stage.live(), ['notices', webhooks.requests.map(({ body }) => body.toString()).join('\n')]]);

/** The admin plane is named by its public address, and called past the proxy. */
const behind = () => ({ ...stage.stack, companion: { ...stage.stack.companion, url: stage.proxy.url } });

async function logIn(): Promise<AdminSession> {
  const key = await newKey();
  const token = await idToken(stage.stack, ['privacy'], { subject: 'grace.example' });
  const { body } = await postSession(behind(), { token, token_type: 'id_token' }, { key });
  const { access_token, session_id: id } = JSON.parse(body) as { access_token: string; session_id: string };
  return { token: access_token, id, key };
}

async function admin(session: AdminSession, path: string, body?: object) {
  const call = { path, origin: stage.stack.companion.url, ...(body === undefined ? {} : { method: 'POST', body }) };
  const answer = await adminCall(behind(), session, call);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.body;
}

async function waiting(session: AdminSession): Promise<string> {
  let id = '';
  const look = async () => {
    const { reviews } = JSON.parse(await admin(session, '/v1/admin/reviews')) as {
      reviews: readonly { readonly id: string; readonly state: string; readonly kind: string }[];
    };
    id = reviews.find(({ state, kind }) => state === 'pending' && kind === 'call')?.id ?? '';
    return id;
  };
  await expect.poll(look, { interval: 200 }).not.toBe('');
  return id;
}

describe.each(['guarded', 'plain'] as const)('a call by the %s door that waits for people', (door) => {
  it.each(['approve', 'reject'] as const)(
    'shows them no identifier, and says none to anybody, when they %s',
    async (decision) => {
      const [said, written] = [plant(`${door} ${decision}`), plant(`why ${door} ${decision}`)];
      const { client } = stage.doors[door];
      const requests = stage.stack.provider.requests.length;
      const input = said.map(({ sentence }) => sentence);
      const call = describeOutcome(() => client.embeddings.create({ model: 'text-embedding-3-small', input }));
      const session = await logIn();
      const id = await waiting(session);
      const shown = await admin(session, `/v1/admin/reviews/${id}`);
      expect(shown).toContain('[SSN]');
      expect(stage.stack.provider.requests).toHaveLength(requests);
      // What people write of it is theirs, and sealed.
      const justification = sayAll(written).short;
      await admin(session, '/v1/admin/reviews/decide', { review_id: id, decision, justification });
      const told = [await admin(session, '/v1/admin/reviews'), await admin(session, `/v1/admin/reviews/${id}`)];
      expect(leaksIn(new Map([['told', [shown, ...told].join('\n')]]), said)).toEqual({});
      const { said: reply, failed, code } = await call;
      expect([failed, code]).toEqual(decision === 'approve' ? [false, undefined] : [true, 'review_rejected']);
      expect(stage.stack.provider.requests).toHaveLength(requests + (decision === 'approve' ? 1 : 0));
      expect(leaksIn(new Map([...live(), ['the reply or error', reply]]), [...said, ...written])).toEqual({});
    },
  );
});

describe('a call that is refused by the policy', () => {
  const send = async (path: string, body: object, headers: Readonly<Record<string, string>> = {}) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    };
    return describeOutcome(() => stage.doors.plain.send(path, init));
  };

  it.each([
    ['waits for people', 'review_required', '/completions', { model: 'gpt-3.5-turbo-instruct' }, 'The privacy office'],
    ['is denied', 'policy_denied', '/chat/completions', { model: 'gpt-4o' }, 'Not from here.'],
    ['is beyond a limit', 'limit_exceeded', '/chat/completions', { model: 'gpt-4o-mini' }, 'Once a day.'],
  ])('says why, and nothing of the call that %s', async (name, code, path, body, message) => {
    const sentinels = plant(name);
    const { line } = sayAll(sentinels);
    const call = {
      ...body,
      ...(path === '/completions' ? { prompt: line } : { messages: [{ role: 'user', content: line }] }),
    };
    if (code === 'limit_exceeded') await send(path, call);
    const { said } = await send(path, call, { prefer: 'respond-async' });
    expect(said).toContain(`"code":"${code}"`);
    expect(said).toContain(message);
    expect(leaksIn(new Map([...live(), ['the reply', said]]), sentinels)).toEqual({});
  });

  it('is told nothing of what somebody wrote who broke the glass', async () => {
    const [said, written] = [plant('a broken glass'), plant('why it was broken')];
    const token = await stage.stack.identityProvider.issueToken({
      expiresIn: 3_000,
      claims: { groups: ['doctors'], client_id: 'notes-app' },
    });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', prefer: 'respond-async' };
    const body = JSON.stringify({ model: 'gpt-3.5-turbo-instruct', prompt: sayAll(said).line });
    const url = stage.stack.companion.url;
    const refused = await rawCall(url, { path: '/c/openai/v1/completions', headers, body });
    const id = String(refused.headers['sallyport-review']);
    const reason = { reason: 'emergency_care', justification: sayAll(written).short };
    const breaking = { path: `/v1/reviews/${id}/break-glass`, headers, body: JSON.stringify(reason) };
    const broken = await rawCall(url, breaking);
    expect([broken.status, JSON.parse(broken.body)]).toMatchObject([200, { review: { state: 'approved' } }]);
    const sent = await rawCall(url, { path: '/c/openai/v1/completions', headers, body });
    expect(sent.status).toBe(200);
    const replies = [refused, broken, sent].map((one) => `${JSON.stringify(one.headers)}\n${one.body}`).join('\n');
    expect(leaksIn(new Map([...live(), ['the replies', replies]]), [...said, ...written])).toEqual({});
  });
});

describe('afterwards', () => {
  it('nothing that was said, or written of it, can be read in what was written down, or told to others', async () => {
    await expect.poll(() => webhooks.requests.length).toBeGreaterThanOrEqual(8);
    // What finds nothing in notices proves nothing unless there is something to be found.
    expect(live().get('notices')).toContain('"operation":"embeddings.create"');
    expect(leaksIn(live(), planted)).toEqual({});
    expect(leaksIn(await stage.written(), planted)).toEqual({});
  });
});
