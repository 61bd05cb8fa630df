import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChunkLimit, chunkText } from './chunk-text.ts';

const anyText = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\n', '. ', ' ', '😀', '漢', 'lorem ipsum dolor', '\r\n\r\n'),
  ),
  { maxLength: 60 },
);

describe('chunkText', () => {
  it.each<ChunkLimit>([
    { limit: 32, unit: 'utf16' },
    { limit: 100, unit: 'utf16' },
    { limit: 32, unit: 'utf8' },
    { limit: 333, unit: 'utf8' },
  ])('keeps within %j, covers all, goes forward and parts no character', ({ limit, unit }) => {
    fc.assert(
      fc.property(anyText, (parts) => {
        const text = parts.join('');
        let covered = 0;
        let last = -1;
        for (const { start, text: chunk } of chunkText(text, { limit, unit })) {
          expect(text.startsWith(chunk, start)).toBe(true);
          expect(start <= covered && start > last && start + chunk.length > covered).toBe(true);
          expect(unit === 'utf16' ? chunk.length : Buffer.byteLength(chunk)).toBeLessThanOrEqual(limit);
          expect(partsPair(text, start) || partsPair(text, start + chunk.length)).toBe(false);
          [covered, last] = [start + chunk.length, start];
        }
        expect(covered).toBe(text.length);
      }),
    );
  });

  it('leaves a text alone that fits, and gives nothing for nothing', () => {
    expect(chunkText('x'.repeat(64), { limit: 64, unit: 'utf16' })).toEqual([{ start: 0, text: 'x'.repeat(64) }]);
    expect(chunkText('', { limit: 64, unit: 'utf16' })).toEqual([]);
  });

  it.each([
    ['a line', `${'word '.repeat(14)}\nnext. ${'word '.repeat(14)}`, '\n'],
    ['a sentence', `${'word '.repeat(12)}ends. ${'word '.repeat(14)}`, 'ends. '],
    ['a word', 'words '.repeat(30), 'words '],
  ])('cuts behind %s', (_, text, end) => {
    expect(chunkText(text, { limit: 100, unit: 'utf16' })[0]?.text.endsWith(end)).toBe(true);
  });

  it('shows what stands across a cut whole, to one side or the other', () => {
    const text = `${'word '.repeat(60)}Maria Delgado${' word'.repeat(60)}`;
    for (let limit = 200; limit < 330; limit++) {
      const chunks = chunkText(text, { limit, unit: 'utf16' });
      expect(chunks.some((chunk) => chunk.text.includes('Maria Delgado'))).toBe(true);
    }
  });

  it('takes a long text without any place to cut', () => {
    const text = 'x'.repeat(1_000_000);
    const chunks = chunkText(text, { limit: 5_120, unit: 'utf16' });
    expect(chunks.length).toBeLessThan(220);
  });
});

function partsPair(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, at - 1), at + 1)) && at > 0;
}
