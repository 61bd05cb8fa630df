import { findSentinels, type JsonEndpoint, makeSentinels, startJsonEndpoint } from '@sallyport/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const OPERATIONS = `[
  { id: triage.create, method: POST, path: "/clinics/{clinic}/triage", query: [urgent],
    text: [/note, "/history/*/text"], answer: { text: [/summary, /note, "/history/*/text"] } },
  { id: triage.read, method: GET, path: "/triage/{case_id}", answer: { text: [/summary] } }
]`;
const BEARER = 'senderConstraint: bearer, bearer: { clients: [notes-app], maxLifetimeSeconds: 86400 }';
const TRIAGE = '/c/openai/clinics/north-4/triage';

let endpoint: JsonEndpoint;
let stack: Stack;
let token: string;
beforeAll(async () => {
  endpoint = await startJsonEndpoint();
  stack = await startStack({
    kind: 'http',
    baseUrl: `${endpoint.origin}/api/v3`,
    providerKey: endpoint.token,
    connection: `${BEARER}, operations: ${OPERATIONS.replace(/\s+/g, ' ')}`,
  });
  token = await stack.identityProvider.issueToken({ subject: 'notes-app' });
});
afterAll(async () => {
  await stack.close();
  await endpoint.close();
});
afterEach(() => {
  endpoint.clear();
  endpoint.reply = () => ({ ok: true });
});

async function call(method: string, path: string, body?: object) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await rawCall(stack.companion.url, { method, path, headers, ...sent });
  return { status: answer.status, json: JSON.parse(answer.body) as Readonly<Record<string, unknown>> };
}

describe('an endpoint whose operations are declared', () => {
  it('gets and gives declared text without sentinels, and all else as it is', async () => {
    const sentinels = makeSentinels();
    const notes = sentinels.map(({ sentence }) => sentence);
    const body = {
      id: 'case-17',
      note: notes.join(' '),
      history: notes.map((text) => ({ text, kind: 'visit' })),
      n: 3,
    };
    endpoint.reply = () => ({ ...body, summary: notes.join('\n') });
    const answer = await call('POST', `${TRIAGE}?urgent=true`, body);
    const [received] = endpoint.requests;
    expect(received?.path).toBe('/api/v3/clinics/north-4/triage?urgent=true');
    expect(received?.headers.authorization).toBe(`Bearer ${endpoint.token}`);
    const { id, n, history } = JSON.parse(received?.body.toString() ?? '') as typeof body;
    expect([id, n, history.map(({ kind }) => kind)]).toEqual(['case-17', 3, notes.map(() => 'visit')]);
    expect(findSentinels(received?.body ?? '', sentinels)).toEqual([]);
    expect(answer.status).toBe(200);
    expect(findSentinels(JSON.stringify(answer.json), sentinels)).toEqual([]);
    const events = await stack.events();
    expect(events.map(({ api }) => api.operation)).toContain('http.triage.create');
  });

  it.each([
    ['in a field that is not declared', TRIAGE, { reason: 'Mrs. Ingrid Halvorsen was seen for a follow-up visit.' }],
    ['in an id', TRIAGE, { id: 'ssn-078-05-1120' }],
    ['in a key', TRIAGE, { 'SSN 078-05-1120': true }],
    ['in the path', '/c/openai/clinics/ssn-078-05-1120/triage', {}],
    ['in the query', `${TRIAGE}?urgent=SSN%20078-05-1120`, {}],
  ])('is not called with an identifier %s', async (_, path, body) => {
    const { status, json } = await call('POST', path, body);
    expect([status, json.code]).toEqual([403, 'phi_in_structure']);
    expect(endpoint.requests).toEqual([]);
  });

  it('may not answer with one where it is not declared', async () => {
    endpoint.reply = () => ({ summary: 'Fine.', reason: 'Mrs. Ingrid Halvorsen was seen for a follow-up visit.' });
    const { status, json } = await call('GET', '/c/openai/triage/case-17');
    expect([status, json.code]).toEqual([403, 'phi_in_structure']);
    endpoint.reply = () => ({ summary: 'Call Dr. Ingrid Halvorsen.' });
    expect(await call('GET', '/c/openai/triage/case-17')).toEqual({
      status: 200,
      json: { summary: 'Call Dr. [NAME].' },
    });
  });

  it('is called for what is declared alone', async () => {
    for (const [method, path] of [
      ['POST', '/c/openai/triage'],
      ['DELETE', '/c/openai/triage/case-17'],
      ['POST', '/c/openai/chat/completions'],
    ] as const) {
      expect(await call(method, path, {})).toMatchObject({ status: 403, json: { code: 'operation_unknown' } });
    }
    expect(await call('POST', `${TRIAGE}?other=1`, {})).toMatchObject({ json: { code: 'query_not_allowed' } });
    expect(endpoint.requests).toEqual([]);
  });

  it('fails as it failed, masked', async () => {
    endpoint.fail({ kind: 'status', status: 422, body: '{"detail":[{"msg":"No chart of Dr. Ingrid Halvorsen."}]}' });
    const { status, json } = await call('POST', TRIAGE, { note: 'x' });
    expect([status, json]).toEqual([422, { detail: [{ msg: 'No chart of Dr. [NAME].' }] }]);
  });
});
