import { describe, expect, it } from 'vitest';
import { BASE, embedding, guardedStage } from './guarded-stage.test-support.ts';
import { outcomesOf } from './outcomes.test-support.ts';

const stage = guardedStage();
const NOTE = 'SSN: 078-05-1120 is on file.';

describe('a guarded fetch', () => {
  it('makes the attempts of one client call one group of sessions, each with an outcome', async () => {
    let failures = 2;
    stage.companion.answer = () => {
      failures -= 1;
      return failures < 0 ? { body: '{"object":"list","data":[],"model":"m"}' } : { status: 503, body: '{}' };
    };
    const guarded = stage.guarded();
    for (const count of [0, 1, 2]) {
      const headers = { 'content-type': 'application/json', 'x-stainless-retry-count': String(count) };
      await guarded(`${BASE}/embeddings`, embedding(NOTE, { headers }));
    }
    expect(await guarded.flush()).toBe(true);
    const uids = outcomesOf(stage.companion).map(({ metadata }) => metadata.correlation_uid);
    expect(uids).toHaveLength(3);
    expect(new Set(uids)).toEqual(new Set([stage.summaries[0]?.correlationId]));
    expect(new Set(stage.summaries.map(({ session }) => session)).size).toBe(3);
  });

  it('does so for an attempt that this door itself could not send', async () => {
    const guarded = stage.guarded();
    const headers = (count: string) => ({ 'content-type': 'application/json', 'x-stainless-retry-count': count });
    await guarded(`${BASE}/embeddings`, embedding(NOTE, { headers: headers('0') }));
    await stage.companion.stop();
    expect((await guarded(`${BASE}/embeddings`, embedding(NOTE, { headers: headers('0') }))).status).toBe(503);
    await stage.companion.restart();
    await guarded(`${BASE}/embeddings`, embedding(NOTE, { headers: headers('1') }));
    const [first, failed, again] = stage.summaries.map(({ correlationId }) => correlationId);
    expect(again).toBe(failed);
    expect(first).not.toBe(failed);
  });

  it('that wraps a guarded fetch guards once, by the new options', async () => {
    const again = stage.guarded({ connection: 'other' }, stage.guarded());
    await again(`${BASE}/embeddings`, embedding(NOTE));
    expect(stage.companion.calls.map(({ path }) => path)).toEqual(['/c/other/embeddings']);
    expect(stage.summaries).toHaveLength(1);
  });
});
