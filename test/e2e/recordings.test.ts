import { createHmac } from 'node:crypto';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { createLog, loadConfig, openCompanionStore, startCompanion } from '@sallyport/companion';
import type { LedgerEvent } from '@sallyport/ledger';
import GuardedOpenAI from '@sallyport/openai';
import { type BodyFrame, bodyBytes, type Frame, type HeaderFrame } from '@sallyport/recording';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChaosProcess } from '../chaos/process/chaos-process.ts';
import type { CompanionOrder } from '../chaos/process/orders.ts';
import { ADMIN_STACK, type AdminSession, adminCall, logInWith, verdict } from '../stack/admin-callers.ts';
import { hearing } from '../stack/heard-answers.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { newKey } from '../stack/proving.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const NOTE = 'Patient Maria Delgado, SSN 078-05-1120, seen 03/14/2026.';
const SAID = 'Please call Dr. Ingrid Halvorsen at 415-555-0132 about it. The sky is blue, and the sun will shine on.';
const SECRETS = /Delgado|078-05-1120|Halvorsen|415-555-0132/;
const CHAT = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: NOTE }] };

let server: Postgres;
let databaseUrl: string;
let stack: Stack;
let auditor: AdminSession;
let token: string;
beforeAll(async () => {
  server = await startPostgres();
  databaseUrl = await server.createDatabase();
  stack = await startStack({ ...ADMIN_STACK, databaseUrl, limits: '{ upstreamTimeoutMs: 30000 }' });
  auditor = await logInWith(stack, ['audit'], await newKey());
  token = await stack.identityProvider.issueToken({ expiresIn: 3000 });
  stack.provider.reply = () => SAID;
});
afterAll(async () => {
  await stack?.close();
  await server?.stop();
});

const pathOf = (session: string) => `/v1/admin/recordings/${session}`;

/** An unmodified client, and what it is answered. */
function plain() {
  const heard = hearing();
  const baseURL = `${stack.companion.url}/c/openai/v1`;
  return { heard, client: new OpenAI({ baseURL, apiKey: token, maxRetries: 0, fetch: heard.fetch }) };
}

/** The frames of a session's recording, as an auditor gets them. */
async function framesOf(session: string, at = 0): Promise<readonly Frame[]> {
  const { status, headers, body } = await adminCall(stack, auditor, { path: pathOf(session), at });
  expect([status, headers['content-type']]).toEqual([200, 'application/x-ndjson']);
  expect(body).not.toMatch(SECRETS);
  return body
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Frame);
}

function bytesOf(frames: readonly Frame[], of: BodyFrame['of']): Buffer {
  return Buffer.concat(frames.flatMap((frame) => (frame.type === 'body' && frame.of === of ? [bodyBytes(frame)] : [])));
}

function eventOf(events: readonly LedgerEvent[], kind: string, session: string): LedgerEvent | undefined {
  return events.find(({ metadata, api }) => metadata.event_code === kind && api.request?.uid === session);
}

/** Holds a recording to what the ledger commits to, by the salt in its header. */
async function expectCommitted(session: string, frames: readonly Frame[]): Promise<LedgerEvent | undefined> {
  const events = await stack.events();
  const [intent, outcome] = [eventOf(events, 'session.intent', session), eventOf(events, 'session.outcome', session)];
  const salt = Buffer.from((frames[0] as HeaderFrame).salt, 'base64url');
  const commit = (bytes: Uint8Array) => createHmac('sha256', salt).update(bytes).digest('base64url');
  expect(commit(bytesOf(frames, 'request'))).toBe(intent?.unmapped.commitments?.egress);
  expect(commit(bytesOf(frames, 'answer'))).toBe(outcome?.unmapped.commitments?.reply);
  expect(outcome?.unmapped.recording).toMatchObject({
    mode: 'redacted',
    retention: expect.any(String),
    digest: expect.any(String),
  });
  return outcome;
}

async function withoutSegments(work: () => Promise<void>): Promise<void> {
  const { database, close } = await openCompanionStore({
    config: await loadConfig(join(stack.folder, 'sallyport.yaml')),
    databaseUrl,
  });
  const rename = (from: string, to: string) =>
    database.query({ name: `rename_${from}`, text: `alter table ${from} rename to ${to}`, values: [] });
  await rename('recording_segment', 'elsewhere');
  await work().finally(() => rename('elsewhere', 'recording_segment'));
  await close();
}

describe('the recording of a call', () => {
  it('holds the bytes that left and those that were given, of a stream piece by piece, and nothing of what was redacted', async () => {
    stack.provider.clear();
    const { client, heard } = plain();
    await readAll(await client.chat.completions.create({ ...CHAT, stream: true }));
    const [answer] = heard.answers;
    const { session = '' } = answer ?? {};
    const frames = await framesOf(session);
    expect(bytesOf(frames, 'request')).toEqual(Buffer.from(stack.provider.requests[0]?.body ?? ''));
    expect(bytesOf(frames, 'answer')).toEqual(await answer?.body);
    expect(frames.filter((frame) => frame.type === 'body' && frame.of === 'answer').length).toBeGreaterThan(5);
    expect(frames.at(-1)).toEqual({ type: 'end', at: expect.any(Number) });
    expect((await expectCommitted(session, frames))?.unmapped.recording?.segments).toBe(2);
  });

  it('of a guarded client opens with the salt that the client chose', async () => {
    stack.provider.clear();
    const heard = hearing();
    const client = new GuardedOpenAI({ maxRetries: 0, sallyport: stack.settings, fetch: heard.fetch });
    await client.embeddings.create({ model: 'text-embedding-3-small', input: NOTE });
    const { session = '', body } = heard.answers.find((one) => one.session !== '') ?? {};
    const frames = await framesOf(session);
    expect(bytesOf(frames, 'request')).toEqual(Buffer.from(stack.provider.requests[0]?.body ?? ''));
    expect(bytesOf(frames, 'answer')).toEqual(await body);
    await expectCommitted(session, frames);
  });

  it('is there of a call that failed, and not of one that was denied', async () => {
    const { client, heard } = plain();
    stack.provider.fail({ kind: 'status', status: 500 });
    await nativeFailure(client.chat.completions.create(CHAT));
    const frames = await framesOf(heard.answers[0]?.session ?? '');
    expect(frames.map(({ type }) => type)).toEqual(['header', 'request', 'body', 'answer', 'body', 'end']);
    await nativeFailure(client.post('/nowhere', { body: { input: NOTE } }));
    expect(heard.answers[1]).toMatchObject({ session: '', status: 403 });
  });

  it('is read by auditors alone, each time as an event that is there before the first byte', async () => {
    const { client, heard } = plain();
    await client.embeddings.create({ model: 'text-embedding-3-small', input: NOTE });
    const { session = '' } = heard.answers[0] ?? {};
    const use = (named: string) => ({ path: pathOf(session), headers: { 'sallyport-use': named } });
    const nobody = await logInWith(stack, ['staff'], await newKey()).catch(() => undefined);
    expect(nobody?.token).toBeUndefined();
    expect((await adminCall(stack, auditor, use('export'))).status).toBe(200);
    expect(verdict(await adminCall(stack, auditor, use('originals')))).toBe('400 request_invalid');
    expect(verdict(await adminCall(stack, auditor, { path: pathOf(crypto.randomUUID()) }))).toBe(
      '404 recording_unknown',
    );
    expect(verdict(await adminCall(stack, auditor, { path: `/v1/admin/originals/${session}` }))).toBe(
      '404 recording_unknown',
    );
    const reads = (await stack.events()).filter(
      ({ metadata, api }) => metadata.event_code === 'recording.read' && api.request?.uid === session,
    );
    expect(reads.map(({ unmapped, status_id }) => [unmapped.recording?.use, status_id])).toEqual([
      ['export', 1],
      ['originals', 1],
      ['originals', 2],
    ]);
    expect(reads[0]?.actor.user).toMatchObject({ uid: expect.any(String) });
  });

  it('that cannot be made is no call: nothing is sent, and the outcome says why', async () => {
    stack.provider.clear();
    const { client, heard } = plain();
    await withoutSegments(async () => {
      expect(await nativeFailure(client.chat.completions.create(CHAT))).toMatchObject({
        status: 503,
        code: 'recording_unavailable',
      });
    });
    expect(stack.provider.requests).toHaveLength(0);
    const outcome = eventOf(await stack.events(), 'session.outcome', heard.answers[0]?.session ?? '');
    expect([outcome?.api.response?.error, outcome?.unmapped.recording]).toEqual(['recording_unavailable', undefined]);
    await client.chat.completions.create(CHAT);
  });
});

describe('a companion that is killed in mid-stream', () => {
  it('leaves a prefix that can be read, marked as cut, of a session whose end nobody knows', async () => {
    const held = Promise.withResolvers<void>();
    stack.provider.reply = () => `${SAID} ${SAID}`;
    stack.provider.pace = (piece) => (piece < 45 ? undefined : held.promise);
    await stack.companion.close();
    const configFile = join(stack.folder, 'sallyport.yaml');
    const log = openSync(join(stack.folder, 'killed.log'), 'a');
    const script = new URL('../chaos/process/companion-process.ts', import.meta.url);
    const killed = new ChaosProcess<CompanionOrder>({
      script,
      logFd: log,
      cacheFolder: join(stack.folder, 'compiled'),
    });
    const ready = Promise.withResolvers<void>();
    killed.onLine = ([word]) => word === 'ready' && ready.resolve();
    killed.order({ start: { configFile, databaseUrl } });
    await ready.promise;
    const { client, heard } = plain();
    const reading = readAll(await client.chat.completions.create({ ...CHAT, stream: true }));
    reading.catch(() => undefined);
    const session = heard.answers[0]?.session ?? '';
    // What was given is durable within two seconds, while the stream stands still.
    await expect.poll(async () => bytesOf(await framesOf(session), 'answer').length).toBeGreaterThan(0);
    await killed.kill();
    held.resolve();
    await expect(reading).rejects.toThrow();
    // So much later that the call must have ended, wherever it was.
    const clock = { now: () => Date.now() + 180_000 };
    const again = await startCompanion({
      config: await loadConfig(configFile),
      databaseUrl,
      clock,
      log: createLog({ level: 'error' }),
    });
    try {
      const recovered = { ...stack, companion: again };
      const exported = async (): Promise<LedgerEvent | undefined> => {
        const closed = await again.ledger.session(session);
        return closed?.closedIndex === undefined ? undefined : eventIn(await again.ledger.leaf(closed.closedIndex));
      };
      await expect.poll(exported).toMatchObject({ status_id: 0 });
      expect((await exported())?.unmapped.recording).toMatchObject({
        mode: 'redacted',
        segments: 2,
        digest: expect.any(String),
      });
      const answer = await adminCall(recovered, auditor, { path: pathOf(session), at: 180 });
      expect([answer.status, answer.body.match(SECRETS)]).toEqual([200, null]);
      const frames = answer.body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Frame);
      expect(frames.at(-1)?.type).toBe('body');
      const given = await heard.answers[0]?.body;
      expect(given?.subarray(0, bytesOf(frames, 'answer').length)).toEqual(bytesOf(frames, 'answer'));
    } finally {
      await again.close();
    }
  });
});

async function readAll(chunks: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of chunks);
}

function eventIn(leaf: Uint8Array): LedgerEvent {
  const [, payload = ''] = Buffer.from(leaf).toString().split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as LedgerEvent;
}
