import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BenchFailure } from '../bench-failure.ts';
import { ResponseReader } from './response-reader.ts';

const COUNTED = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nContent-Length: 5\r\n\r\nhello';
const CHUNKED = 'HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n';
const EMPTY = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';

/** Reads responses that come in pieces cut at these places. */
function readInPieces(text: string, cuts: readonly number[]) {
  const reader = new ResponseReader();
  const bytes = Buffer.from(text, 'latin1');
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, at) => reader.push(bytes.subarray(edges[at], edge)));
}

describe('ResponseReader', () => {
  it.each([
    [COUNTED, 200, 'hello'],
    [CHUNKED, 403, 'hello'],
    [EMPTY, 200, ''],
  ])('reads a response, wherever it is cut', (text, status, body) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length - 1 }), { maxLength: 6 }), (cuts) => {
        const read = readInPieces(text, cuts);
        expect(read.slice(0, -1).every((one) => one === undefined)).toBe(true);
        expect(read.at(-1)).toMatchObject({ status });
        expect(String(read.at(-1)?.body)).toBe(body);
      }),
    );
  });

  it('reads one response after the other', () => {
    const reader = new ResponseReader();
    const statuses = [COUNTED, CHUNKED, EMPTY, COUNTED].map((text) => reader.push(Buffer.from(text))?.status);
    expect(statuses).toEqual([200, 403, 200, 200]);
  });

  it.each([
    ['no status', 'HTTP/2 200\r\ncontent-length: 0\r\n\r\n'],
    ['no length', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['a wrong chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
    ['more than it says', `${COUNTED}!`],
  ])('refuses %s', (_, text) => {
    expect(() => new ResponseReader().push(Buffer.from(text))).toThrow(BenchFailure);
  });
});
