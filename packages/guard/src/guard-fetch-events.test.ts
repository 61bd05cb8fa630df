import { SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { BASE, codeOf, embedding, guardedStage } from './guarded-stage.test-support.ts';

const stage = guardedStage();
const URL_ = `${BASE}/embeddings`;
const NOTE = 'SSN: 078-05-1120 is on file.';

/** What fetch itself throws is whatever the caller aborted with. */
const thrownBy = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (cause: unknown) => cause,
  );

describe('aborting a guarded fetch', () => {
  it('before the call throws the reason, and nothing is sent', async () => {
    const reason = new Error('changed my mind');
    expect(await thrownBy(stage.guarded()(URL_, embedding('x', { signal: AbortSignal.abort(reason) })))).toBe(reason);
    const native = await thrownBy(stage.guarded()(URL_, embedding('x', { signal: AbortSignal.abort() })));
    expect(native).toMatchObject({ name: 'AbortError' });
    expect([stage.companion.calls, stage.companion.exchanges]).toEqual([[], []]);
  });

  it('during the call throws the reason, and the call is closed as cancelled', async () => {
    const [controller, reason] = [new AbortController(), new Error('changed my mind')];
    stage.companion.answer = () => {
      controller.abort(reason);
      return 'hang';
    };
    expect(await thrownBy(stage.guarded()(URL_, embedding(NOTE, { signal: controller.signal })))).toBe(reason);
    expect(stage.summaries).toMatchObject([{ error: 'cancelled' }]);
  });

  it('while the identity token is awaited throws at once', async () => {
    const controller = new AbortController();
    const tokenSource = {
      getToken: () => {
        controller.abort();
        return new Promise<never>(() => undefined);
      },
    };
    const call = stage.guarded({ tokenSource })(new Request(URL_, embedding('x', { signal: controller.signal })));
    expect(await thrownBy(call)).toMatchObject({ name: 'AbortError' });
  });
});

describe('what the application is told', () => {
  it('are codes, counts and ids', async () => {
    await stage.guarded()(URL_, embedding(`${NOTE} ${NOTE}`));
    await stage.guarded()(`${BASE}/holograms`, embedding(NOTE));
    const [told, refused] = stage.summaries;
    expect(told).toEqual({
      operation: 'embeddings.create',
      connection: 'openai',
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      found: { SSN: 2 },
      masked: {},
      session: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 200,
    });
    expect(refused).toMatchObject({ error: 'operation_unknown', found: {} });
    expect(Object.isFrozen(told)).toBe(true);
  });

  it('changes nothing, even when it throws', async () => {
    const onCall = () => {
      throw new Error('an observer that fails');
    };
    expect((await stage.guarded({ onCall })(URL_, embedding(NOTE))).status).toBe(200);
    expect(await codeOf(await stage.guarded({ onCall })(`${BASE}/holograms`, embedding(NOTE)))).toBe(
      'operation_unknown',
    );
  });
});

describe('detection that fails', () => {
  it.each([
    ['throws', () => Promise.reject(new Error(NOTE))],
    ['gives too few answers', async () => []],
    ['gives too many', async (inputs: readonly unknown[]) => [...inputs.map(() => []), []]],
  ])('refuses the call: it %s', async (_, detect) => {
    const response = await stage.guarded({ detect })(URL_, embedding(NOTE));
    const text = await response.text();
    expect([response.status, text.includes('"code":"detector_failed"'), text.includes('078')]).toEqual([
      503,
      true,
      false,
    ]);
    expect(stage.companion.calls).toEqual([]);
  });

  it('refuses the call: an engine beside it times out', async () => {
    const engine = { name: 'slow', detect: () => Promise.reject(new SallyportError('engine_timeout')) };
    expect(await codeOf(await stage.guarded({ engines: [engine] })(URL_, embedding(NOTE)))).toBe('engine_timeout');
    expect(stage.companion.calls).toEqual([]);
  });
});
