import { utf8 } from '@sallyport/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatStream, chunksOf, dataOf, masked, run, singleBytes } from './events.test-support.ts';

/** A text of an answer: its choice, what it is, and its pieces. */
const WHERE = ['content', 'refusal', 'call 0', 'call 1'] as const;

type Where = (typeof WHERE)[number];

interface Delta {
  readonly index: number;
  readonly where: Where;
  readonly piece: string;
}

function deltaOf({ where, piece }: Delta): object {
  if (where === 'content' || where === 'refusal') return { [where]: piece };
  return { tool_calls: [{ index: Number(where.slice(-1)), function: { arguments: piece } }] };
}

interface Chunk {
  readonly choices: readonly {
    readonly index: number;
    readonly delta: {
      content?: string;
      refusal?: string;
      tool_calls?: { index: number; function: { arguments: string } }[];
    };
  }[];
}

/** Each text put together, by its place. */
function textsOf(stream: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const add = (place: string, piece: string | undefined) => {
    if (piece !== undefined) texts.set(place, (texts.get(place) ?? '') + piece);
  };
  for (const { choices } of dataOf(stream) as readonly Chunk[]) {
    for (const { index, delta } of choices) {
      add(`${index} content`, delta.content);
      add(`${index} refusal`, delta.refusal);
      for (const call of delta.tool_calls ?? []) add(`${index} call ${call.index}`, call.function.arguments);
    }
  }
  return texts;
}

const piece = fc.constantFrom(
  'Alma',
  ' Fern',
  'hollow ',
  'Bo Quill',
  ' ',
  '. ',
  '\n',
  '47',
  '11 ',
  'seen',
  '💠',
  'x'.repeat(30),
  '"',
  '\\',
);
const delta = fc.record({
  index: fc.nat({ max: 1 }),
  where: fc.constantFrom<Where>('content', 'content', 'refusal'),
  piece,
});
const spokenOnly = fc.array(delta, { maxLength: 40 });
const anything = fc.array(
  fc.record({
    index: fc.nat({ max: 1 }),
    where: fc.constantFrom(...WHERE),
    piece: fc.oneof(piece, fc.constantFrom('{', '}', '[', ']', '{"a":"', '","b":', '":')),
  }),
  { maxLength: 40 },
);

function streamOf(deltas: readonly Delta[]): string {
  return chatStream([
    ...deltas.map((one) => ({ id: 'chatcmpl-a', choices: [{ index: one.index, delta: deltaOf(one) }] })),
    { choices: [0, 1].map((index) => ({ index, delta: {}, finish_reason: 'stop' })) },
  ]);
}

/** The shape of a stream: its events with every text left out. */
function skeletonOf(stream: string): string {
  return JSON.stringify(dataOf(stream), (key, value: unknown) =>
    ['content', 'refusal', 'arguments'].includes(key) ? '' : value,
  );
}

describe('rewriteEvents, whatever comes', () => {
  it('keeps number, order and form of the events, and the bytes do not depend on chunks', async () => {
    await fc.assert(
      fc.asyncProperty(anything, fc.array(fc.nat()), async (deltas, cuts) => {
        const stream = streamOf(deltas);
        const whole = await run(stream);
        expect(whole.code).toBeUndefined();
        expect(skeletonOf(whole.text)).toBe(skeletonOf(stream));
        expect(await run(stream, { chunks: chunksOf(utf8(stream), cuts) })).toEqual(whole);
        expect(await run(stream, { chunks: singleBytes(utf8(stream)) })).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });

  it('masks each choice’s text as if it had come alone', async () => {
    await fc.assert(
      fc.asyncProperty(spokenOnly, async (deltas) => {
        // One kind of text a choice: another may end it
        const one = deltas.map((some) => ({
          ...some,
          where: some.index === 0 ? ('content' as const) : ('refusal' as const),
        }));
        const raw = textsOf(streamOf(one));
        const given = textsOf((await run(streamOf(one))).text);
        for (const [place, text] of raw) if (!/^\s*[[{]/.test(text)) expect(given.get(place)).toBe(masked(text));
      }),
      { numRuns: 200 },
    );
  });

  it('gives the very bytes where nothing is found', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (deltas) => {
        const { text } = await run(streamOf(deltas), { judge: async (windows) => windows.map(() => []) });
        expect(text).toBe(streamOf(deltas));
      }),
      { numRuns: 100 },
    );
  });
});
