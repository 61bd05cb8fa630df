import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { CompanionClient } from '../companion/companion-client.ts';
import { BASE, codeOf, embedding, guardedStage, someToken } from '../guarded-stage.test-support.ts';
import { eventsOf } from '../outcomes.test-support.ts';
import { PATIENCE } from '../patience.test-support.ts';
import { temporaryFolders } from '../spool/temporary-folders.test-support.ts';
import { useEvidence } from './shared-evidence.ts';

const stage = guardedStage();
const newFolder = temporaryFolders();
const URL_ = `${BASE}/embeddings`;

/** Makes calls, and lets their events be delivered and the log be checked. */
async function calls(guarded: ReturnType<typeof stage.guarded>, count: number): Promise<void> {
  for (let call = 0; call < count; call++) await guarded(URL_, embedding('fever'));
  await guarded.flush();
}

describe('a companion that broke its word', () => {
  it('gets no call any more: its log went back behind what it gave receipts for', async () => {
    const guarded = stage.guarded();
    await calls(guarded, 3);
    stage.companion.log.truncate(2);
    await guarded(URL_, embedding('fever'));
    await guarded.flush();
    const sent = stage.companion.calls.length;
    const taken = stage.companion.events.length;
    for (let call = 0; call < 3; call++) {
      const response = await guarded(URL_, embedding('fever'));
      expect([response.status, await codeOf(response)]).toEqual([502, 'log_inconsistent']);
    }
    expect(await guarded.flush()).toBe(false);
    expect(stage.companion.calls).toHaveLength(sent);
    expect(stage.companion.events).toHaveLength(taken);
    expect(stage.summaries.at(-1)).toMatchObject({ error: 'log_inconsistent' });
  });

  it('gets no call of the next process either, and none of what waits', async () => {
    const spoolFolder = await newFolder();
    const first = stage.guarded({ spoolFolder });
    await calls(first, 3);
    await first.close();
    const taken = stage.companion.events.length;
    const leaf = stage.companion.log.leaves[1];
    stage.companion.log.replace(1, Buffer.from('another leaf'));
    const next = stage.guarded({ spoolFolder });
    expect(await codeOf(await next(URL_, embedding('fever')))).toBe('log_inconsistent');
    expect(stage.companion.exchanges).toHaveLength(1);
    expect([stage.companion.calls.length, stage.companion.events.length]).toEqual([3, taken]);
    stage.companion.log.replace(1, leaf ?? Buffer.alloc(0));
    expect(await codeOf(await next(URL_, embedding('fever')))).toBe('log_inconsistent');
  });

  it('is never shown an identity token when its keys are others', async () => {
    const spoolFolder = await newFolder();
    await calls(stage.guarded({ spoolFolder }), 1);
    stage.companion.receipts.rekey();
    const exchanges = stage.companion.exchanges.length;
    const next = stage.guarded({ spoolFolder, clock: { now: () => stage.clock.now() } });
    const response = await next(URL_, embedding('fever'));
    expect([response.status, await codeOf(response)]).toEqual([502, 'companion_untrusted']);
    expect(stage.companion.exchanges).toHaveLength(exchanges);
  });

  it('is found out when it changes its keys under way', async () => {
    const guarded = stage.guarded();
    await guarded(URL_, embedding('fever'));
    stage.companion.receipts.rekey();
    for (const _ of [1, 2]) expect(await codeOf(await guarded(URL_, embedding('fever')))).toBe('companion_untrusted');
  });

  it('is not taken for one because it is away', async () => {
    const spoolFolder = await newFolder();
    const guarded = stage.guarded({ spoolFolder });
    await calls(guarded, 1);
    await stage.companion.stop();
    await calls(guarded, 2);
    await stage.companion.restart();
    await expect.poll(async () => (await guarded(URL_, embedding('fever'))).status, PATIENCE).toBe(200);
  });

  it('is not the one whose keys were demanded', async () => {
    const trust = await (await fetch(`${stage.companion.url}/v1/trust`)).json();
    const path = join(await newFolder(), 'trust.json');
    await writeFile(path, JSON.stringify(trust));
    const settings = [trust, path, trust.logKeys[0]];
    for (const one of settings) expect((await stage.guarded({ trust: one })(`${BASE}/models`)).status).toBe(200);
    stage.companion.log.rekey();
    for (const one of settings) {
      const guarded = stage.guarded({ trust: one, clock: { now: () => stage.clock.now() } });
      expect(await codeOf(await guarded(`${BASE}/models`))).toBe('companion_untrusted');
    }
  });
});

describe('accepting a new log', () => {
  it('is an event, once, before anything else, also when nothing changed', async () => {
    const guarded = stage.guarded({ dangerouslyAcceptNewLog: true });
    const other = stage.guarded({ dangerouslyAcceptNewLog: true });
    await Promise.all([guarded, other, guarded].map((one) => one(URL_, embedding('fever'))));
    await guarded.flush();
    const events = eventsOf(stage.companion);
    expect(events.map(({ metadata }) => metadata.event_code)).toEqual([
      'opt_out',
      'client.outcome',
      'client.outcome',
      'client.outcome',
    ]);
    expect(events[0]).toMatchObject({
      severity_id: 3,
      status_id: 1,
      actor: { user: { uid: 'notes-app' } },
      api: { operation: 'opt_out' },
      unmapped: { optOut: 'log_consistency' },
    });
  });

  it('lets calls go on, and holds the companion to its new log', async () => {
    const spoolFolder = await newFolder();
    const first = stage.guarded({ spoolFolder });
    await calls(first, 4);
    await first.close();
    stage.companion.log.truncate(1);
    stage.companion.log.rekey();
    stage.companion.receipts.rekey();
    const refused = stage.guarded({ spoolFolder });
    expect(await codeOf(await refused(URL_, embedding('fever')))).toBe('companion_untrusted');
    const accepting = stage.guarded({ spoolFolder, dangerouslyAcceptNewLog: true });
    await calls(accepting, 2);
    expect(eventsOf(stage.companion).at(-3)?.metadata.event_code).toBe('opt_out');
    await accepting.close();
    await refused.close();
    const next = stage.guarded({ spoolFolder });
    expect((await next(URL_, embedding('fever'))).status).toBe(200);
    await next.close();
    stage.companion.log.truncate(1);
    expect(await codeOf(await stage.guarded({ spoolFolder })(URL_, embedding('fever')))).toBe('log_inconsistent');
  });

  it('is waited for: while it cannot be recorded, nothing goes on', async () => {
    const { evidence, release } = useEvidence({
      companion: new URL(stage.companion.url),
      folder: false,
      trust: undefined,
      acceptNewLog: true,
      clock: stage.clock,
    });
    const { http, clock } = evidence;
    const tokenSource = { getToken: async () => someToken() };
    const client = new CompanionClient({ http, clock, connection: 'openai', tokenSource });
    const grant = await client.grant();
    const mute = { ...grant.signer, sign: () => Promise.reject(new SallyportError('internal')) };
    await expect(evidence.enter({ ...grant, signer: mute }, client)).rejects.toMatchObject({ code: 'internal' });
    const { leave } = await evidence.enter(grant, client);
    leave();
    expect(await evidence.flush(5_000)).toBe(true);
    expect(eventsOf(stage.companion)).toHaveLength(1);
    await release(0);
  });
});
