import { utf8 } from '@sallyport/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chatEvent,
  chatStream,
  chunksOf,
  contentOf,
  dataOf,
  masked,
  run,
  singleBytes,
  ToyJudge,
} from './events.test-support.ts';

/** A text cut into deltas of a chat. */
function chatOf(text: string, cuts: readonly number[]): string {
  const points = [...text];
  const pieces: string[] = [];
  let start = 0;
  for (const end of [...new Set(cuts.map((cut) => cut % (points.length + 1)))]
    .sort((a, b) => a - b)
    .concat(points.length)) {
    pieces.push(points.slice(start, end).join(''));
    start = end;
  }
  return chatStream([
    chatEvent({ role: 'assistant', content: '' }),
    ...pieces.map((content) => chatEvent({ content })),
    chatEvent({}, { finish_reason: 'stop' }),
  ]);
}

const word = fc.constantFrom(
  'seen',
  'by',
  'Dr. ',
  'on 3. ',
  'the ward. ',
  'fine!\n',
  'x'.repeat(40),
  '💠',
  'é',
  ' ',
  '  ',
  '{',
  '"',
  '. ',
);
const planted = fc.constantFrom(
  'Alma Fernhollow',
  'Bo Quill',
  'Ida Maple-Stone',
  'Zoë Ünderwood',
  '4711',
  '900-55-1234',
  '1'.repeat(60),
);
const prose = fc
  .array(fc.oneof({ weight: 4, arbitrary: word }, { weight: 1, arbitrary: planted }), { maxLength: 60 })
  .map((words) => `So ${words.join(' ')}`);
const cuts = fc.array(fc.nat({ max: 5000 }), { maxLength: 80 });

describe('rewriteEvents', () => {
  it('gives the very bytes where nothing is found', async () => {
    const stream = `\ufeff: hello\r\n\r\nid: 7\r\nretry: 300\r\ndata: { "choices":\r\ndata:[] }\r\n\r\n:\n\ndata: ${JSON.stringify(chatEvent({ content: 'All is well. Is it?' }))}\r\rdata: [DONE]`;
    const { text, code } = await run(stream);
    expect(code).toBeUndefined();
    expect(utf8(text)).toEqual(utf8(stream));
    expect((await run(stream, { chunks: singleBytes(utf8(stream)) })).text).toBe(text);
  });

  it('masks a name that comes in three events, in the event it begins in', async () => {
    const { text } = await run(
      chatStream([
        chatEvent({ content: 'Ask Al' }),
        chatEvent({ content: 'ma Fern' }),
        chatEvent({ content: 'hollow now' }),
        chatEvent({}, { finish_reason: 'stop' }),
      ]),
    );
    expect(dataOf(text)).toMatchObject([
      { choices: [{ delta: { content: 'Ask ["NAME"]' } }] },
      { choices: [{ delta: { content: '' } }] },
      { choices: [{ delta: { content: ' now' } }] },
      { choices: [{ finish_reason: 'stop' }] },
    ]);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('gives the same text however it is cut into deltas, with nothing left of what was planted', async () => {
    await fc.assert(
      fc.asyncProperty(
        prose,
        cuts,
        fc.constantFrom<'sentence' | number>('sentence', 96, 128),
        async (text, at, lookAhead) => {
          const stream = chatOf(text, at);
          const { text: given, code } = await run(stream, { lookAhead });
          expect(code).toBeUndefined();
          expect(contentOf(given)).toBe(masked(text));
          expect(dataOf(given).length).toBe(dataOf(stream).length);
          expect(contentOf((await run(chatOf(text, []), { lookAhead })).text)).toBe(contentOf(given));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the same bytes however they are cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(prose, cuts, cuts, async (text, at, chunkCuts) => {
        const bytes = utf8(chatOf(text, at));
        const whole = await run(bytes);
        expect(await run(bytes, { chunks: chunksOf(bytes, chunkCuts) })).toEqual(whole);
        expect(await run(bytes, { chunks: singleBytes(bytes) })).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('asks the same questions however the text is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        prose,
        cuts,
        fc.constantFrom<'sentence' | number>('sentence', 20),
        async (text, at, lookAhead) => {
          const seen = await Promise.all(
            [at, []].map(async (some) => {
              const toy = new ToyJudge();
              await run(chatOf(text, some), { judge: toy.judge, lookAhead });
              return toy.windows
                .filter(({ field }) => field === 'content')
                .map(({ text, from, last }) => [text, from, last]);
            }),
          );
          expect(seen[0]).toEqual(seen[1]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
