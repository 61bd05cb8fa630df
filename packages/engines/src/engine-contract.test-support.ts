import type { Engine } from '@sallyport/phi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namesIn } from './names-in.test-support.ts';

/** An engine that knows the names of `namesIn`, and how to let go of it. */
export interface StartedEngine {
  readonly engine: Engine;
  close(): Promise<void>;
}

const FILLER = 'The wound is clean and dry, and pain is well controlled. ';

/** What every engine must keep, whatever stands behind it. */
export function describeEngineContract(start: () => Promise<StartedEngine>): void {
  describe('as an engine', () => {
    let started: StartedEngine;
    beforeAll(async () => {
      started = await start();
    });
    afterAll(() => started.close());

    const cover = async (texts: readonly string[]): Promise<readonly (readonly string[])[]> =>
      (await started.engine.detect(texts)).map((spans, at) =>
        [
          ...new Set(spans.map((span) => `${span.type} ${span.start} ${texts[at]?.slice(span.start, span.end)}`)),
        ].sort(),
      );
    const expected = (texts: readonly string[]) =>
      texts.map((text) =>
        namesIn(text)
          .map(({ start, text: name }) => `NAME ${start} ${name}`)
          .sort(),
      );

    it.each([
      ['a name', ['Seen by Delgado today']],
      ['names behind others of more than one code unit', ['😀😀 Delgado 👩‍👩‍👧 and 𝒟 then Okafor 😀']],
      ['names at both ends', ['Delgado and Okafor']],
      ['names among line breaks', ['\r\nDelgado\n\n\tOkafor\u2028']],
      ['combining marks', ['Zoe\u0308 met Delgado']],
      ['several texts', ['Delgado', 'nobody here', 'with Okafor', 'Delgado again']],
      ['texts with nothing in them', ['', '   ', '—', '\n', 'Okafor']],
      ['no text at all', []],
    ])('finds %s where they stand', async (_, texts) => {
      expect(await cover(texts)).toEqual(expected(texts));
    });

    it('finds names all over a text that is longer than one request', async () => {
      const text = Array.from(
        { length: 30 },
        (_, at) => `${FILLER.repeat(40)}😀 ${at % 2 ? 'Delgado' : 'Okafor'}\n`,
      ).join('');
      expect(await cover([text])).toEqual(expected([text]));
    });

    it('finds names in a long text without a line or a sentence', async () => {
      const text = `${'lorem ipsum '.repeat(900)}Delgado ${'😀'.repeat(9_000)} Okafor`;
      expect(await cover([text])).toEqual(expected([text]));
    });

    it('gives scores from 0 to 1', async () => {
      const [spans = []] = await started.engine.detect(['Delgado']);
      expect(spans.length).toBe(1);
      for (const { score } of spans) expect(score > 0 && score <= 1).toBe(true);
    });

    it('stops before it starts, where nobody waits any more', async () => {
      const detecting = started.engine.detect(['Delgado'], { signal: AbortSignal.abort() });
      await expect(detecting).rejects.toMatchObject({ code: 'cancelled' });
    });

    it('takes calls side by side', async () => {
      const texts = Array.from({ length: 12 }, (_, at) => `${'x '.repeat(at)}Delgado`);
      const found = await Promise.all(texts.map((text) => cover([text])));
      expect(found).toEqual(texts.map((text) => expected([text])));
    });
  });
}
