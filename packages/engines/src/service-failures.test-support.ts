import type { Engine } from '@sallyport/phi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FakeService } from './fake-service.test-support.ts';

const SECRET = 'Delgado 078-05-1120';

/** How to fail a service, and to ask it. */
export interface FailingService {
  start(): Promise<FakeService>;
  engine(service: Pick<FakeService, 'url'>, limits: { readonly timeoutMs: number }): Engine;
  /** Answers of status 200 that are none, by what is wrong with them. */
  readonly wrong: Readonly<Record<string, unknown>>;
}

/** What every engine with a service behind it does when the service fails: nothing is taken for an answer. */
export function describeServiceFailures({ start, engine, wrong }: FailingService): void {
  describe('when its service fails', () => {
    let service: FakeService;
    beforeAll(async () => {
      service = await start();
    });
    afterAll(() => service.close());

    const failure = async (texts = [SECRET], limits = { timeoutMs: 5_000 }, signal?: AbortSignal) => {
      const detecting = engine(service, limits).detect(texts, signal === undefined ? {} : { signal });
      const error: unknown = await detecting.then(
        () => 'found',
        (cause: unknown) => cause,
      );
      const said = `${String(error)} ${JSON.stringify(error)} ${String(Reflect.get(Object(error), 'stack'))}`;
      expect(said).not.toContain('Delgado');
      expect(Reflect.get(Object(error), 'cause')).toBeUndefined();
      return Reflect.get(Object(error), 'code') as unknown;
    };

    it.each([
      ['fails', { status: 500, json: { error: SECRET } }],
      ['is overloaded', { status: 429, json: { message: SECRET } }],
      ['refuses the key', { status: 401, json: { error: { code: '401', message: SECRET } } }],
      ['redirects', 'redirect'],
    ] as const)('that it %s', async (_, answer) => {
      service.answerBy(() => answer);
      expect(await failure()).toBe('engine_unavailable');
    });

    it.each([
      ['no JSON', `<html>${SECRET}`],
      ['half of it', '[{"entity_type":'],
    ])('that it says %s', async (_, raw) => {
      service.answerBy(() => ({ status: 200, raw }));
      expect(['engine_invalid', 'engine_unavailable']).toContain(await failure());
    });

    it.each(Object.entries(wrong))('that it says %s', async (_, json) => {
      service.answerBy(() => ({ status: 200, json }));
      expect(await failure()).toBe('engine_invalid');
    });

    it('that it never answers', async () => {
      service.answerBy(() => 'never');
      expect(await failure([SECRET], { timeoutMs: 50 })).toBe('engine_timeout');
    });

    it('that nobody waits any more, and tells the service', async () => {
      const before = service.givenUp;
      const caller = new AbortController();
      service.answerBy(() => {
        caller.abort();
        return 'never';
      });
      expect(await failure([SECRET], { timeoutMs: 60_000 }, caller.signal)).toBe('cancelled');
      await expect.poll(() => service.givenUp).toBe(before + 1);
    });

    it('that nothing is there', async () => {
      const gone = engine({ url: 'http://127.0.0.1:9' }, { timeoutMs: 5_000 });
      await expect(gone.detect([SECRET])).rejects.toMatchObject({ code: 'engine_unavailable' });
    });
  });
}
