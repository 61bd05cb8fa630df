import { isSallyportError, utf8 } from '@sallyport/core';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFrame, writeFrame } from './frame.ts';

/** Amazon's own. */
const CODEC = new EventStreamCodec(toUtf8, fromUtf8);

const headers = fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 20 }), fc.string({ maxLength: 40 })), {
  maxLength: 5,
});
const frames = fc.record({
  headers: headers.map((list) => new Map(list.map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]))),
  payload: fc.uint8Array({ maxLength: 300 }),
});

const codeOf = (bytes: Uint8Array): string => {
  try {
    readFrame(bytes);
    return 'read';
  } catch (error) {
    return isSallyportError(error) ? error.code : 'other';
  }
};

const encode = (of: Record<string, { type: string; value: unknown }>, body = '{}') =>
  CODEC.encode({ headers: of as never, body: utf8(body) });

describe('a frame', () => {
  it('that is written is one that Amazon’s codec reads, byte for byte', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const bytes = writeFrame(frame);
        const read = CODEC.decode(bytes);
        expect(Object.entries(read.headers).map(([name, { value }]) => [name, value])).toEqual(
          Object.entries(Object.fromEntries(frame.headers)),
        );
        expect([...read.body]).toEqual([...frame.payload]);
      }),
    );
  });

  it('that Amazon’s codec writes is read, and written again as it was', () => {
    fc.assert(
      fc.property(frames, ({ headers: of, payload: body }) => {
        const tagged = Object.fromEntries([...of].map(([name, value]) => [name, { type: 'string' as const, value }]));
        const bytes = CODEC.encode({ headers: tagged, body });
        const read = readFrame(bytes);
        expect([...writeFrame(read)]).toEqual([...bytes]);
        expect([...read.payload]).toEqual([...body]);
      }),
    );
  });

  it('is refused where one bit of it is another, and where it is cut or goes on', () => {
    const bytes = encode({ ':message-type': { type: 'string', value: 'event' } });
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const bent = bytes.slice();
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(codeOf(bent)).toBe('upstream_invalid');
    }
    for (let length = 0; length < bytes.length; length++) {
      expect(codeOf(bytes.subarray(0, length))).toBe('upstream_invalid');
    }
    expect(codeOf(Uint8Array.from([...bytes, 0]))).toBe('upstream_invalid');
  });

  it('is read from the middle of a buffer', () => {
    const bytes = encode({ a: { type: 'string', value: 'b' } });
    const wider = new Uint8Array(bytes.length + 10);
    wider.set(bytes, 5);
    expect(readFrame(wider.subarray(5, 5 + bytes.length)).headers.get('a')).toBe('b');
  });

  it.each([
    ['boolean', true],
    ['byte', 1],
    ['short', 1],
    ['integer', 1],
    ['binary', Uint8Array.of(65)],
    ['timestamp', new Date(0)],
    ['uuid', '00000000-0000-4000-8000-000000000000'],
  ])('is refused where a header is no string: %s', (type, value) => {
    expect(codeOf(encode({ a: { type, value } }))).toBe('upstream_invalid');
  });

  it('is refused where two headers have one name, or one is not UTF-8', () => {
    const twice = writeFrame({
      headers: new Map([
        ['a', 'x'],
        ['b', 'y'],
      ]),
      payload: new Uint8Array(),
    });
    const same = twice.slice();
    same[12 + 5 + 1] = 'a'.charCodeAt(0);
    expect(codeOf(resealed(same))).toBe('upstream_invalid');
    expect(codeOf(resealed(twice))).toBe('read');
    const alien = twice.slice();
    alien[12 + 4] = 0xff;
    expect(codeOf(resealed(alien))).toBe('upstream_invalid');
  });

  it('is refused where its headers are longer than it is', () => {
    const bytes = encode({ a: { type: 'string', value: 'b' } });
    for (const length of [5, 7, 1_000, 0xffffffff]) {
      const bent = bytes.slice();
      new DataView(bent.buffer).setUint32(4, length);
      expect(codeOf(resealed(bent))).toBe('upstream_invalid');
    }
  });
});

/** With checksums that fit. */
function resealed(bytes: Uint8Array): Uint8Array {
  const sealed = bytes.slice();
  const view = new DataView(sealed.buffer);
  view.setUint32(8, checksum(sealed.subarray(0, 8)));
  view.setUint32(sealed.length - 4, checksum(sealed.subarray(0, -4)));
  return sealed;
}

/** CRC-32, bit by bit. */
function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}
