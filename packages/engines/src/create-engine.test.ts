import type { Span } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { createEngine, type EngineParts } from './create-engine.ts';

const NAME = { start: 0, end: 1, type: 'NAME', score: 0.5 } as const;

function engineOf(analyze: EngineParts['analyze'], more: Partial<EngineParts> = {}) {
  return createEngine({ name: 'fake', chunk: { limit: 32, unit: 'utf16' }, limits: {}, analyze, ...more });
}

describe('createEngine', () => {
  it.each<[string, readonly (readonly Span[])[]]>([
    ['fewer lists than texts', []],
    ['more lists than texts', [[], []]],
    ['a span behind its text', [[{ ...NAME, end: 5 }]]],
    ['a span before its text', [[{ ...NAME, start: -1 }]]],
    ['an empty span', [[{ ...NAME, end: 0 }]]],
    ['a span that is nowhere', [[{ ...NAME, start: Number.NaN }]]],
  ])('takes %s for no answer', async (_, answer) => {
    await expect(engineOf(async () => answer).detect(['text'])).rejects.toMatchObject({ code: 'engine_invalid' });
  });

  it('ends the other requests when one fails, and drops what it said', async () => {
    const stopped: boolean[] = [];
    const engine = engineOf(async ([text], signal) => {
      if (text === 'bad') throw new TypeError('about Delgado');
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      stopped.push(signal.aborted);
      return [[]];
    });
    const error: unknown = await engine.detect(['good', 'bad', 'fine']).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'engine_unavailable' });
    expect(String(error)).not.toContain('Delgado');
    await expect.poll(() => stopped).toEqual([true, true]);
  });

  it('does not wait for work that does not stop', async () => {
    const engine = engineOf(() => new Promise(() => undefined), { limits: { timeoutMs: 20 } });
    await expect(engine.detect(['text'])).rejects.toMatchObject({ code: 'engine_timeout' });
    const caller = new AbortController();
    const detecting = engineOf(() => new Promise(() => undefined)).detect(['text'], { signal: caller.signal });
    caller.abort();
    await expect(detecting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('puts the chunks of a request together again', async () => {
    const asked: number[] = [];
    const engine = engineOf(
      async (chunks) => {
        asked.push(chunks.length);
        return chunks.map((text) =>
          [...text.matchAll(/X/g)].map(({ index }) => ({ ...NAME, start: index, end: index + 1 })),
        );
      },
      { chunksPerRequest: 3 },
    );
    const texts = ['X', `${'word '.repeat(30)}X ${'word '.repeat(30)}X`, ' ', 'no'];
    const found = await engine.detect(texts);
    expect(found.map((spans, at) => [...new Set(spans.map(({ start }) => texts[at]?.[start]))])).toEqual([
      ['X'],
      ['X'],
      [],
      [],
    ]);
    expect(new Set(found[1]?.map(({ start }) => start))).toEqual(new Set([150, 302]));
    expect(Math.max(...asked)).toBe(3);
  });
});
