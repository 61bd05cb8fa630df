import { describe, expect, it } from 'vitest';
import { JsonScanner } from './json-scanner.ts';
import type { JsonFault, JsonSink } from './json-sink.ts';

const MAX = 1000;

const ignore = () => undefined;
const SINK: JsonSink = { open: ignore, close: ignore, key: ignore, scalar: ignore };

/** Scans a text in pieces, each source as long as the scanner wants, and tells what that took. */
function scanPieces(text: string, size: number, maxTextLength = MAX) {
  const scanner = new JsonScanner({ sink: SINK, maxDepth: 64, maxTextLength });
  let fault: JsonFault | undefined;
  let held = '';
  const taken = { scanned: 0, longest: 0, used: 0 };
  const scan = (last: boolean) => {
    taken.scanned += held.length;
    taken.longest = Math.max(taken.longest, held.length);
    fault = scanner.scan(held, last);
    held = held.slice(scanner.at);
  };
  for (let at = 0; at < text.length && fault === undefined; at += size) {
    held += text.slice(at, at + size);
    taken.used = at + size;
    if (held.length >= scanner.wanted) scan(false);
  }
  if (fault === undefined) scan(true);
  return { fault, ...taken };
}

describe('JsonScanner', () => {
  it.each([
    ['a string', `["${'x'.repeat(MAX)}"]`, `["${'x'.repeat(MAX + 1)}"]`],
    ['a string of escapes', `["${'\\u0041'.repeat(MAX)}"]`, `["${'\\u0041'.repeat(MAX + 1)}"]`],
    ['a string of pairs', `["${'💠'.repeat(MAX / 2)}"]`, `["${'💠'.repeat(MAX / 2)}x"]`],
    ['a key', `{"${'x'.repeat(MAX)}":1}`, `{"${'x'.repeat(MAX + 1)}":1}`],
    ['a number', `[${'1'.repeat(MAX)}]`, `[${'1'.repeat(MAX + 1)}]`],
    ['a number alone', '1'.repeat(MAX), '1'.repeat(MAX + 1)],
  ])('takes %s of the longest length, and none that is longer', (_name, longest, longer) => {
    for (const size of [1, 7, 64, 100_000]) {
      expect(scanPieces(longest, size).fault).toBeUndefined();
      expect(scanPieces(longer, size).fault).toBe('body_too_large');
    }
  });

  it.each([
    ['a string', `["${'x'.repeat(1_000_000)}"]`],
    ['a string of escapes', `["${'\\u0041'.repeat(200_000)}"]`],
    ['a key', `{"${'x'.repeat(1_000_000)}":1}`],
    ['a number', `[${'1'.repeat(1_000_000)}]`],
  ])('refuses %s that is far too long before it ends', (_name, text) => {
    const { fault, used, longest } = scanPieces(text, 100);
    expect(fault).toBe('body_too_large');
    expect(used).toBeLessThan(6 * MAX + 300);
    expect(longest).toBeLessThan(6 * MAX + 300);
  });

  it('holds no white space and no short tokens', () => {
    const text = `${' '.repeat(50_000)}{"a" ${' '.repeat(50_000)}: [${'true, 12 ,"", '.repeat(10_000)}null] }${'\n'.repeat(50_000)}`;
    const { fault, longest } = scanPieces(text, 100);
    expect(fault).toBeUndefined();
    expect(longest).toBeLessThan(200);
  });

  it('reads long tokens in linear time, however small the pieces', () => {
    const text = `["${'x'.repeat(100_000)}","${'\\n'.repeat(100_000)}",${'1'.repeat(100_000)}]`;
    for (const size of [1, 3, 1000]) {
      const { fault, scanned } = scanPieces(text, size, 1_000_000);
      expect(fault).toBeUndefined();
      expect(scanned).toBeLessThan(4 * text.length);
    }
  });
});
