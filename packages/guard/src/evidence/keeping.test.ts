import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { CompanionClient } from '../companion/companion-client.ts';
import { BASE, codeOf, embedding, guardedStage, someToken } from '../guarded-stage.test-support.ts';
import { eventsOf, outcomesOf } from '../outcomes.test-support.ts';
import { PATIENCE } from '../patience.test-support.ts';
import { someEvents } from '../spool/spool-samples.test-support.ts';
import { temporaryFolders } from '../spool/temporary-folders.test-support.ts';
import { flushEvents, useEvidence } from './shared-evidence.ts';

const stage = guardedStage();
const newFolder = temporaryFolders();
const URL_ = `${BASE}/embeddings`;
const down = { status: 503, body: '{"code":"ledger_unavailable"}' };
const withoutEvents = () => {
  stage.companion.control = ({ path }) => (path === '/v1/events' ? down : undefined);
};

describe('a companion that takes no events for a while', () => {
  it.each(['on disk', 'in memory'])('gets all of them once it does: they wait %s', async (where) => {
    const guarded = stage.guarded({ spoolFolder: where === 'on disk' ? await newFolder() : false });
    withoutEvents();
    for (let call = 0; call < 30; call++) expect((await guarded(URL_, embedding('fever'))).status).toBe(200);
    expect(await guarded.flush()).toBe(false);
    expect(stage.companion.events).toEqual([]);
    stage.companion.control = () => undefined;
    expect(await guarded.flush()).toBe(true);
    const intents = outcomesOf(stage.companion).map(({ unmapped }) => unmapped.clientIntent?.id);
    expect(new Set(intents).size).toBe(30);
  });

  it('gets them by itself', async () => {
    const guarded = stage.guarded();
    withoutEvents();
    await guarded(URL_, embedding('fever'));
    await expect.poll(() => asked('/v1/events'), PATIENCE).toBeGreaterThan(0);
    stage.companion.control = () => undefined;
    await expect.poll(() => stage.companion.events.length, PATIENCE).toBe(1);
  });
});

describe('a companion that is away for a while', () => {
  it('misses nothing that was tried meanwhile', async () => {
    const guarded = stage.guarded({ spoolFolder: await newFolder() });
    await guarded(URL_, embedding('fever'));
    await stage.companion.stop();
    for (let call = 0; call < 10; call++) {
      expect(await codeOf(await guarded(URL_, embedding('cough')))).toBe('companion_unreachable');
    }
    expect(await guarded.flush()).toBe(false);
    await stage.companion.restart();
    await expect.poll(() => guarded.flush(), PATIENCE).toBe(true);
    const errors = outcomesOf(stage.companion).map(({ api }) => api.response?.error);
    expect(errors).toEqual([undefined, ...Array.from({ length: 10 }, () => 'companion_unreachable')]);
    expect((await guarded(URL_, embedding('rash'))).status).toBe(200);
  });

  it('is left with them by one process and gets them from the next', async () => {
    const spoolFolder = await newFolder();
    const first = stage.guarded({ spoolFolder });
    withoutEvents();
    for (let call = 0; call < 5; call++) await first(URL_, embedding('fever'));
    await first.close(1_000);
    stage.companion.control = () => undefined;
    const next = stage.guarded({ spoolFolder });
    await next(`${BASE}/models`);
    expect(await next.flush()).toBe(true);
    expect(
      outcomesOf(stage.companion)
        .map(({ api }) => api.operation)
        .sort(),
    ).toEqual([...Array.from({ length: 5 }, () => 'embeddings.create'), 'models.list']);
  });
});

describe('room for outcomes', () => {
  it('is held before anything is sent: without it the call is refused, and goes again once there is', async () => {
    const guarded = stage.guarded();
    withoutEvents();
    await guarded(URL_, embedding('fever'));
    const { outbox, release } = await sharedOutbox();
    for (const event of someEvents(999, 200)) await outbox.append(event);
    const response = await guarded(URL_, embedding('cough'));
    expect([response.status, await codeOf(response)]).toEqual([503, 'spool_full']);
    expect(response.headers.get('x-should-retry')).toBe('true');
    expect(stage.companion.calls).toHaveLength(1);
    expect(stage.summaries.at(-1)).toMatchObject({ error: 'spool_full' });
    const denied = await guarded(`${BASE}/holograms`, embedding('cough'));
    expect(await codeOf(denied)).toBe('operation_unknown');
    stage.companion.control = () => undefined;
    expect(await guarded.flush()).toBe(true);
    expect((await guarded(URL_, embedding('cough'))).status).toBe(200);
    await release(0);
  });

  it('is given back by calls that end in any way', async () => {
    const guarded = stage.guarded();
    withoutEvents();
    const { outbox, release } = await sharedOutbox();
    for (const event of someEvents(990, 200)) await outbox.append(event);
    stage.companion.answer = () => ({ body: '<p>' });
    for (let call = 0; call < 5; call++) expect((await guarded(URL_, embedding('x'))).status).toBe(502);
    const controller = new AbortController();
    stage.companion.answer = () => {
      controller.abort();
      return 'hang';
    };
    await guarded(URL_, embedding('x', { signal: controller.signal })).catch(() => undefined);
    expect(stage.companion.calls).toHaveLength(6);
    const held = [outbox.reserve(), outbox.reserve(), outbox.reserve(), outbox.reserve()];
    expect(() => outbox.reserve()).toThrow(new SallyportError('spool_full'));
    for (const reservation of held) reservation.release();
    await release(0);
  });
});

describe('a spool', () => {
  it('is kept in memory where the disk cannot be written', async () => {
    const file = join(await newFolder(), 'a-file');
    await writeFile(file, '');
    const guarded = stage.guarded({ spoolFolder: join(file, 'below') });
    expect((await guarded(URL_, embedding('fever'))).status).toBe(200);
    expect(await guarded.flush()).toBe(true);
    expect(stage.companion.events).toHaveLength(1);
  });

  it('puts aside what the companion will never take, and goes on', async () => {
    const spoolFolder = await newFolder();
    const guarded = stage.guarded({ spoolFolder });
    const { outbox, release } = await sharedOutbox(spoolFolder);
    for (const event of someEvents(3)) await outbox.append(event);
    await guarded(URL_, embedding('fever'));
    expect(await guarded.flush()).toBe(true);
    expect(stage.companion.events).toHaveLength(1);
    const files = await readdir(spoolFolder, { recursive: true });
    expect(files.filter((name) => name.endsWith('.refused'))).toHaveLength(1);
    await release(0);
  });

  it('says in no name of a file whose it is', async () => {
    const spoolFolder = await newFolder();
    const guarded = stage.guarded({ spoolFolder });
    await guarded(URL_, embedding('fever'));
    const names = (await readdir(spoolFolder, { recursive: true })).join();
    expect(names).not.toMatch(/notes-app|idp|openai|127\.0/);
    expect(names).toMatch(/trust\.json/);
  });

  it('is one for each identity: nobody else can send its events', async () => {
    const spoolFolder = await newFolder();
    stage.companion.identityOf = (token) => {
      const [, claims = ''] = token.split('.');
      const { iss, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
      return { issuer: iss, subject: sub };
    };
    const as = (subject: string) =>
      stage.guarded({ spoolFolder, tokenSource: { getToken: async () => someToken(subject) } });
    const [ada, ben] = [as('ada'), as('ben')];
    withoutEvents();
    await Promise.all([ada, ben, ada].map((guarded) => guarded(URL_, embedding('fever'))));
    await ada.close(100);
    stage.companion.control = () => undefined;
    expect(await ben.flush()).toBe(true);
    const actors = () => eventsOf(stage.companion).map(({ actor }) => Object(actor.user).uid);
    await ben.close();
    expect(actors().filter((actor) => actor === 'ben')).toHaveLength(1);
    const again = as('ada');
    await again(URL_, embedding('fever'));
    await again.flush();
    expect(actors().sort()).toEqual(['ada', 'ada', 'ada', 'ben']);
    const kids = new Set(outcomesOf(stage.companion).map(({ unmapped }) => unmapped.clientIntent?.kid));
    expect(kids.size).toBe(2);
  });
});

describe('closing', () => {
  it('delivers what waits, and then takes no more calls', async () => {
    const guarded = stage.guarded();
    await guarded(URL_, embedding('fever'));
    await guarded.close();
    expect(stage.companion.events).toHaveLength(1);
    const response = await guarded(URL_, embedding('fever'));
    expect([response.status, await codeOf(response)]).toEqual([503, 'shutting_down']);
    expect(stage.companion.calls).toHaveLength(1);
    await guarded.close();
  });

  it('waits for calls under way', async () => {
    const guarded = stage.guarded();
    const answers: (() => void)[] = [];
    const slow = stage.guarded({}, async (url, init) => {
      await new Promise<void>((resolve) => answers.push(resolve));
      return fetch(url, init);
    });
    const call = slow(URL_, embedding('fever'));
    await expect.poll(() => answers.length, PATIENCE).toBe(1);
    const closed = slow.close();
    answers[0]?.();
    await closed;
    expect((await call).status).toBe(200);
    expect(stage.companion.events).toHaveLength(1);
    expect((await guarded(URL_, embedding('fever'))).status).toBe(200);
  });

  it('does not wait for a companion that hangs', async () => {
    const guarded = stage.guarded();
    await guarded(URL_, embedding('fever'));
    stage.companion.control = () => 'hang';
    expect(await guarded.flush(20)).toBe(false);
    await guarded.close(20);
    expect(stage.companion.events).toEqual([]);
  });

  it('of one leaves the others that share with it', async () => {
    const spoolFolder = await newFolder();
    const [one, other] = [stage.guarded({ spoolFolder }), stage.guarded({ spoolFolder })];
    await Promise.all([one(URL_, embedding('fever')), other(URL_, embedding('fever'))]);
    await one.close();
    expect((await other(URL_, embedding('fever'))).status).toBe(200);
    expect(await flushEvents()).toBe(true);
    expect(stage.companion.events).toHaveLength(3);
    const leases = (await readdir(spoolFolder, { recursive: true })).filter((name) => name.endsWith('.lease'));
    expect(leases).toHaveLength(1);
  });
});

/** The outbox that a guarded fetch of this stage uses, or will use. */
async function sharedOutbox(folder: string | false = false) {
  const { evidence, release } = useEvidence({
    companion: new URL(stage.companion.url),
    folder,
    trust: undefined,
    acceptNewLog: false,
    clock: stage.clock,
  });
  const { http, clock } = evidence;
  const tokenSource = { getToken: async () => someToken() };
  const client = new CompanionClient({ http, clock, connection: 'openai', tokenSource });
  const { outbox } = await evidence.enter(await client.grant(), client);
  return { outbox, release };
}

function asked(path: string): number {
  return stage.companion.controls.filter((request) => request.path === path).length;
}
