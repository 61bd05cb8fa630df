import { type Operation, SallyportError, utf8 } from '@sallyport/core';
import { decide, SAFE_HARBOR } from '@sallyport/policy';
import { matchOperation } from '@sallyport/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatChunk } from '../answer/chat-chunk.test-support.ts';
import { DEFAULT_DETECT } from '../defaults.ts';
import type { Answered } from '../exchange.ts';
import type { Detect, Door } from '../ports.ts';
import { maskStream } from './mask-stream.ts';

/** What is there to be found, and in which texts. */
const NOTES: readonly (readonly [string, readonly string[]])[] = [
  [
    'Mrs. Ingrid Halvorsen, MRN 4481234, was seen on 03/14/2026 at 415-555-0132. Her Parkinson disease is stable. SSN 078-05-1120 is on file, e-mail ingrid.halvorsen@mail.example, and she lives at 12 Fernhollow Lane, Springfield, IL 62704.',
    ['Halvorsen', '4481234', '03/14/2026', '0132', '078-05-1120', 'ingrid.halvorsen@mail.example', 'Fernhollow'],
  ],
  [
    '# Summary\n- **Patient:** Magnus Lindqvist\n- **DOB:** 7 May 1951\n- Foley placed, BP 120/80, 5 mg daily.\n\nDr. Amara Okonkwo will call 020 7946 0018 on Tuesday, 2 June 2026 and speak with his daughter Astrid Lindqvist about it all.',
    ['Lindqvist', '7 May 1951', 'Okonkwo', '7946 0018', '2 June 2026', 'Astrid'],
  ],
];

/** The stream's text and events after masking, when it comes in these events and these chunks of bytes. */
async function masked(
  pieces: readonly string[],
  {
    chunk = Number.POSITIVE_INFINITY,
    detect = DEFAULT_DETECT,
  }: { readonly chunk?: number; readonly detect?: Detect } = {},
) {
  const bytes = utf8(`${pieces.map(chatChunk).join('')}data: [DONE]\n\n`);
  let at = 0;
  const stream = {
    read: async () => {
      const next = bytes.subarray(at, at + chunk);
      at += next.length;
      return next.length === 0 ? undefined : next;
    },
    cancel: async () => undefined,
  };
  const door = { detect, policy: () => SAFE_HARBOR, maxDepth: 64 } as unknown as Door;
  const operation = matchOperation('POST', '/chat/completions') as Operation;
  const call = { headers: {}, signal: new AbortController().signal };
  const session = { salt: new Uint8Array(32), commitments: {} };
  const answer = { status: 200, headers: {}, body: new Uint8Array(0), stream };
  const answered = {
    operation,
    call,
    decision: decide(SAFE_HARBOR, { operation: operation.id }),
    session,
    answer,
    subject: new Uint8Array(16),
  };
  const result = maskStream(door, answered as unknown as Answered, stream);
  let text = '';
  for (let got = await result.stream.read(); got !== undefined; got = await result.stream.read()) {
    text += new TextDecoder().decode(got);
  }
  const events = text.split('\n\n').filter((line) => line.startsWith('data: {'));
  const contents = events.map((line) => JSON.parse(line.slice(6)).choices[0].delta.content as string);
  return { contents, text: contents.join(''), found: result.tally.found };
}

/** A text in pieces of these lengths, over and over. */
function cut(text: string, lengths: readonly number[]): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0, next = 0; at < text.length; next += 1) {
    const length = lengths[next % lengths.length] ?? 1;
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

describe('maskStream, with the detector of the doors', () => {
  it.each(NOTES)('masks every identifier, the same however the stream was cut: %s', async (text, identifiers) => {
    const whole = await masked([text]);
    for (const identifier of identifiers) expect(whole.text).not.toContain(identifier);
    expect(whole.text).toMatch(/Parkinson disease is stable|Foley placed, BP 120\/80/);
    const lengths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(lengths, fc.integer({ min: 1, max: 400 }), async (sizes, chunk) => {
        const pieces = cut(text, sizes);
        const again = await masked(pieces, { chunk });
        expect(again.text).toBe(whole.text);
        expect(again.contents).toHaveLength(pieces.length);
        expect(again.found).toEqual(whole.found);
      }),
      { numRuns: 12 },
    );
  });

  it('fails as its detector fails, and gives nothing of what was not judged', async () => {
    const [text = ''] = NOTES[0] ?? [];
    const failing: Detect = async () => {
      throw new Error(text);
    };
    await expect(masked([text], { detect: failing })).rejects.toEqual(new SallyportError('detector_failed'));
  });
});
