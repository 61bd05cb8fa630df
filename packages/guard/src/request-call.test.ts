import { Scratch } from '@sallyport/pipeline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pipelineCall, readFetchCall } from './request-call.ts';

const HELD = 300;
const LIMIT = 900;

async function read(body: BodyInit, limits = { heldBytes: HELD, limitBytes: LIMIT }) {
  const scratch = new Scratch({ ...limits, textLength: 100 });
  const fetchCall = readFetchCall('https://api.openai.com/v1/embeddings', { method: 'POST', body });
  if (fetchCall === undefined) throw new TypeError('there are no headers to be wrong');
  try {
    const payload = await pipelineCall(fetchCall, { path: '/embeddings', query: '' }).readBody(scratch);
    const chunks: Uint8Array[] = [];
    for await (const chunk of payload.read()) chunks.push(chunk);
    return { text: Buffer.concat(chunks).toString(), length: payload.length, held: payload.bytes !== undefined };
  } finally {
    await scratch.dispose();
  }
}

describe('the body of a call', () => {
  it('is the same whether a text came as such or as bytes', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 250 });
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        const length = Buffer.byteLength(given);
        fc.pre(length <= LIMIT);
        const expected = { text: given, length, held: length <= HELD };
        expect(await read(given)).toEqual(expected);
        expect(await read(new TextEncoder().encode(given))).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['€'.repeat(100), true],
    ['€'.repeat(101), false],
    ['a'.repeat(300), true],
    ['a'.repeat(301), false],
  ])('is held in memory when it is no longer than that: %#', async (text, held) => {
    expect(await read(text)).toEqual({ text, length: Buffer.byteLength(text), held });
  });

  it.each([
    ['a'.repeat(901), { heldBytes: HELD, limitBytes: LIMIT }],
    ['€'.repeat(301), { heldBytes: HELD, limitBytes: LIMIT }],
    ['a'.repeat(11), { heldBytes: HELD, limitBytes: 10 }],
    ['€'.repeat(4), { heldBytes: HELD, limitBytes: 10 }],
  ])('is refused past the limit: %#', async (text, limits) => {
    await expect(read(text, limits)).rejects.toThrow(expect.objectContaining({ code: 'body_too_large' }));
  });

  it.each(['\ud800', `${'a'.repeat(400)}\udfff`])('is refused with a lone surrogate: %#', async (text) => {
    await expect(read(text)).rejects.toThrow(expect.objectContaining({ code: 'body_lone_surrogate' }));
  });
});
