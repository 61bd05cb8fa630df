import { utf8 } from '@sallyport/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBody, decodePieces } from './decode-body.ts';
import { codeOf } from './fixtures/bodies.ts';
import { chunksOf, rejection } from './rewrite-request-stream.test-support.ts';

const BODY = utf8('{}');

describe('decodeBody', () => {
  it.each([
    'application/json',
    'Application/JSON',
    ' application/json ',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    undefined,
  ])('reads %j', (contentType) => {
    expect(decodeBody(BODY, contentType)).toBe('{}');
  });

  it.each([
    null,
    '',
    'text/plain',
    'text/event-stream',
    'application/problem+json',
    'application/json; charset=utf-16',
    'application/json; charset=utf-8; boundary=x',
    'application/json, text/plain',
    'application/jsonp',
    'multipart/form-data; boundary=x',
  ])('refuses %j', (contentType) => {
    expect(codeOf(() => decodeBody(BODY, contentType))).toBe('content_type_unsupported');
  });

  it('refuses an empty body', () => {
    expect(codeOf(() => decodeBody(new Uint8Array(), 'application/json'))).toBe('body_missing');
  });

  it.each([
    [[0xff]],
    [[0x22, 0xc3, 0x22]],
    // an overlong slash, and a surrogate in UTF-8
    [[0x22, 0xc0, 0xaf, 0x22]],
    [[0x22, 0xed, 0xa0, 0x80, 0x22]],
  ])('refuses bytes that are not UTF-8: %j', (bytes) => {
    expect(codeOf(() => decodeBody(Uint8Array.from(bytes), 'application/json'))).toBe('body_not_utf8');
  });
});

async function pieces(body: AsyncIterable<Uint8Array>, pieceBytes: number, contentType?: string | null) {
  const found: string[] = [];
  for await (const piece of decodePieces(body, { contentType, pieceBytes })) found.push(piece);
  return found;
}

describe('decodePieces', () => {
  it('gives the text in pieces of whole characters, however the body is cut', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '中', '💠', '\ufeff', '\u0000', '\uffff'), minLength: 1 });
    const law = fc.asyncProperty(
      text,
      fc.array(fc.nat()),
      fc.integer({ min: 0, max: 40 }),
      async (value, cuts, size) => {
        const found = await pieces(chunksOf(utf8(value), cuts), size);
        expect(found.join('')).toBe(value);
        for (const piece of found) {
          expect(piece.isWellFormed()).toBe(true);
          expect(utf8(piece).length).toBeLessThanOrEqual(Math.max(size, 4));
        }
      },
    );
    await fc.assert(law, { numRuns: 500 });
  });

  it('divides a chunk that is larger than a piece', async () => {
    expect(await pieces(chunksOf(utf8('x'.repeat(10))), 4)).toEqual(['xxxx', 'xxxx', 'xx']);
  });

  it.each([
    [[0xff]],
    [[0xc0, 0xaf]],
    [[0xed, 0xa0, 0x80]],
    [[0xf5, 0x80, 0x80, 0x80]],
    [[0x80, 0x80, 0x80, 0x80, 0x80]],
    [[0xe4, 0xb8]],
    [[0xf0, 0x9f, 0x92]],
  ])('refuses bytes that are not UTF-8, however they are cut: %j', async (bytes) => {
    for (let before = 0; before < 6; before++) {
      const body = Uint8Array.from([...utf8('x'.repeat(before)), ...bytes]);
      for (let cut = 0; cut < body.length; cut++) {
        expect(await rejection(pieces(chunksOf(body, [cut]), 4))).toBe('body_not_utf8');
      }
    }
  });

  it('refuses an empty body, whatever its type', async () => {
    expect(await rejection(pieces(chunksOf(utf8('')), 4, 'text/plain'))).toBe('body_missing');
    expect(await rejection(pieces(chunksOf(utf8(''), [0, 0]), 4, null))).toBe('body_missing');
  });

  it.each([null, 'text/plain'])('refuses the type %j at the first byte, and lets go of the body', async (type) => {
    const seen: string[] = [];
    async function* body() {
      try {
        for (const chunk of ['', '{', '}']) {
          seen.push(chunk);
          yield utf8(chunk);
        }
      } finally {
        seen.push('released');
      }
    }
    expect(await rejection(pieces(body(), 4, type))).toBe('content_type_unsupported');
    expect(seen).toEqual(['', '{', 'released']);
  });
});
