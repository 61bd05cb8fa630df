import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Companion, loadConfig, openCompanionStore } from '@sallyport/companion';
import { type EventReceiver, freePort, type Postgres, startEventReceiver, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, logInWith, verdict } from '../stack/admin-callers.ts';
import { EMBEDDING } from '../stack/callers.ts';
import { isEvent } from '../stack/read-verified.ts';
import { startReplica } from '../stack/start-replica.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const SECRET = `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64')}`;
const MARKER = 'marker-7c2e';
const SLOWLY = { timeout: 60_000, interval: 50 };

interface Forwarded {
  readonly metadata: {
    readonly sequence: number;
    readonly log_name: string;
    readonly event_code: string;
    readonly uid: string;
  };
}

let postgres: Postgres;
let databaseUrl = '';
let stack: Stack;
let receiver: EventReceiver;
let metricsPort = 0;
let folder = '';
let admin: AdminSession;
let auditor: AdminSession;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-e2e-sinks-'));
  [postgres, receiver, metricsPort] = await Promise.all([
    startPostgres(),
    startEventReceiver({ secret: SECRET }),
    freePort(),
  ]);
  databaseUrl = await postgres.createDatabase();
  const top = `metrics: { port: ${metricsPort} }
sinks:
  - { name: files, file: { folder: "${join(folder, 'events')}" } }
  - { name: hook, webhook: { url: "${receiver.url}", secret: hook } }`;
  stack = await startStack({ ...ADMIN_STACK, databaseUrl, top });
  [admin, auditor] = [await logInWith(stack, ['platform']), await logInWith(stack, ['audit'])];
});
afterAll(async () => {
  await stack.close();
  await Promise.all([receiver.close(), postgres.stop(), rm(folder, { recursive: true, force: true })]);
});

/** What is in the files: every line, in the order of the files. */
async function filed(): Promise<readonly Forwarded[]> {
  const names = (await readdir(join(folder, 'events')).catch(() => [])).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, 'events', name), 'utf8')));
  return texts.flatMap((text) => text.split('\n').slice(0, -1)).map((line) => JSON.parse(line) as Forwarded);
}
const posted = () => receiver.events as unknown as readonly Forwarded[];
const indexes = (events: readonly Forwarded[]) =>
  [...new Set(events.map(({ metadata }) => metadata.sequence))].toSorted((a, b) => a - b);
const metric = async (line: string) => {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  const found = text.split('\n').find((one) => one.startsWith(`sallyport_${line} `));
  return found === undefined ? undefined : Number(found.split(' ').at(-1));
};
const call = () => stack.client().embeddings.create({ ...EMBEDDING, input: MARKER });
const get = (session: AdminSession) => adminCall(stack, session, { path: '/v1/admin/sinks' });
const post = (session: AdminSession, what: 'dead' | 'retry', body: object) =>
  adminCall(stack, session, { method: 'POST', path: `/v1/admin/sinks/${what}`, body });
const jsonOf = ({ body }: { readonly body: string }) =>
  JSON.parse(body) as Record<string, readonly Record<string, unknown>[]>;

describe('sinks', () => {
  it('are configured before their secret is there, say so, and get everything once it is', async () => {
    await call();
    await vi.waitFor(async () => expect(await metric('sink_lag_entries{sink="files"}')).toBe(0), SLOWLY);
    expect(posted()).toEqual([]);
    expect(await metric('sink_failures_total{sink="hook",code="sink_credential"}')).toBeGreaterThan(0);
    expect(jsonOf(await get(auditor)).sinks).toMatchObject([
      { sink: 'files', kind: 'file', lag_entries: expect.any(Number), failures: 0, delivered_at: expect.any(String) },
      { sink: 'hook', kind: 'webhook', next: 0, error: 'sink_credential', due_at: expect.any(String) },
    ]);
    const store = await openCompanionStore({
      config: await loadConfig(join(stack.folder, 'sallyport.yaml')),
      databaseUrl,
    });
    await store.secrets.put('hook', SECRET);
    await store.close();
    await vi.waitFor(async () => expect(await metric('sink_lag_entries{sink="hook"}')).toBe(0), SLOWLY);
  });

  it('get exactly what the ledger holds, in its order', async () => {
    await call();
    await vi.waitFor(async () => {
      for (const sink of ['files', 'hook']) expect(await metric(`sink_lag_entries{sink="${sink}"}`)).toBe(0);
    }, SLOWLY);
    const leaves = await stack.leaves();
    const kinds = new Set<string>();
    for (const events of [await filed(), posted()]) {
      expect(events.map(({ metadata }) => metadata.sequence)).toEqual(
        leaves.slice(0, events.length).map((_, index) => index),
      );
      for (const { metadata, ...rest } of events) {
        const { log_name, sequence, ...own } = metadata;
        const leaf = leaves[sequence];
        expect(log_name).toBe(stack.origin);
        kinds.add(metadata.event_code);
        if (leaf === undefined || isEvent(leaf)) expect({ ...rest, metadata: own }).toEqual(leaf);
        else
          expect(rest).toMatchObject({
            http_request: { url: { url_string: leaf.htu } },
            api: { operation: 'client.intent' },
          });
      }
    }
    expect([...kinds]).toEqual(
      expect.arrayContaining(['client.intent', 'session.intent', 'session.outcome', 'grant.issued']),
    );
    expect(JSON.stringify([await filed(), posted()])).not.toContain(MARKER);
  });

  it('give up what they will never take, which admins see and have tried again', async () => {
    receiver.mode = 'refuses';
    await call();
    await vi.waitFor(async () => {
      expect(await metric('sink_lag_entries{sink="hook"}')).toBe(0);
      expect(await metric('sink_dead_letters{sink="hook"}')).toBeGreaterThan(1);
    }, SLOWLY);
    const { dead = [] } = jsonOf(await post(auditor, 'dead', { sink: 'hook' }));
    expect(dead[0]).toEqual({ index: expect.any(Number), error: 'sink_refused', died_at: expect.any(String) });
    const last = Number(dead.at(-1)?.index);
    expect(jsonOf(await post(auditor, 'dead', { sink: 'hook', from: String(last + 1) })).dead).toEqual([]);
    expect(verdict(await post(auditor, 'retry', { sink: 'hook' }))).toBe('403 role_missing');
    for (const body of [{ sink: 'hook', index: '-1' }, { sink: 'hook', index: '1e3' }, { sink: 7 }, {}]) {
      expect(verdict(await post(admin, 'retry', body))).toBe('400 request_invalid');
    }
    expect(verdict(await post(admin, 'dead', { sink: 'hook', from: 'x' }))).toBe('400 request_invalid');
    for (const what of ['dead', 'retry'] as const) {
      expect(verdict(await post(admin, what, { sink: MARKER }))).toBe('404 sink_unknown');
    }
    receiver.mode = 'takes';
    expect(JSON.parse((await post(admin, 'retry', { sink: 'hook', index: String(last) })).body)).toEqual({
      sink: 'hook',
      retried: 1,
    });
    await vi.waitFor(() => expect(indexes(posted())).toContain(last), SLOWLY);
    await post(admin, 'retry', { sink: 'hook' });
    await vi.waitFor(async () => expect(await metric('sink_dead_letters{sink="hook"}')).toBe(0), SLOWLY);
    for (const { index } of dead) expect(indexes(posted())).toContain(index);
    const reads = (await stack.events()).filter(({ unmapped }) => unmapped.read === 'sinks');
    expect(new Set(reads.map(({ metadata }) => metadata.event_code))).toEqual(new Set(['admin.read']));
    expect(reads.length).toBeGreaterThan(5);
    expect(stack.log()).not.toContain(MARKER);
  });

  it('that hang delay no call, and their lag is a metric', async () => {
    const had = posted().length;
    const before = receiver.requests;
    receiver.mode = 'hangs';
    await Promise.all(Array.from({ length: 8 }, call));
    await vi.waitFor(() => expect(receiver.requests).toBeGreaterThan(before), SLOWLY);
    // One delivery hangs now; calls go on, and so does the other sink.
    await Promise.all(Array.from({ length: 8 }, call));
    expect(posted()).toHaveLength(had);
    expect(await metric('sink_lag_entries{sink="hook"}')).toBeGreaterThan(16);
    expect(await metric('sink_lag_seconds{sink="hook"}')).toBeGreaterThan(0);
    await vi.waitFor(async () => expect(await metric('sink_lag_entries{sink="files"}')).toBe(0), SLOWLY);
    expect(await metric('ledger_entries')).toBe((await filed()).length);
  });

  it('are taken over from a companion that ends in mid-delivery', async () => {
    const replica: Companion = await startReplica(stack, databaseUrl);
    // What hangs goes on hanging; what comes after is taken.
    receiver.mode = 'takes';
    await stack.companion.close();
    const size = (await replica.ledger.checkpoint()).split('\n')[1];
    await vi.waitFor(() => expect(indexes(posted()).at(-1)).toBe(Number(size) - 1), SLOWLY);
    await vi.waitFor(
      async () => expect(indexes(await filed())).toEqual(Array.from({ length: Number(size) }, (_, index) => index)),
      SLOWLY,
    );
    await replica.close();
  });
});
