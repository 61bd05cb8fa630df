import { utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIFF_BYTES, diffAnswers } from './diff-answers.ts';
import type { DiffLine } from './diff-line.ts';
import { diffLines } from './diff-lines.ts';

const MARKS = { same: ' ', removed: '-', added: '+' } as const;
const marked = (lines: readonly DiffLine[] = []) => lines.map(({ kind, text }) => `${MARKS[kind]}${text}`);
const side = (lines: readonly DiffLine[], without: DiffLine['kind']) =>
  lines.filter(({ kind }) => kind !== without).map(({ text }) => text);

describe('the difference of two answers', () => {
  it('is told line by line of JSON as it is printed with indents', () => {
    const a = '{"model":"m","choices":[{"text":"a"}],"n":1}';
    const b = '{"model":"m", "choices":[{"text":"b"}], "n":1}';
    expect(diffAnswers(utf8(a), utf8(b))).toMatchObject({ same: false, firstDifference: 13 });
    expect(marked(diffAnswers(utf8(a), utf8(b)).lines)).toEqual([
      ' {',
      '   "model": "m",',
      '   "choices": [',
      '     {',
      '-      "text": "a"',
      '+      "text": "b"',
      '     }',
      '   ],',
      '   "n": 1',
      ' }',
    ]);
  });

  it('has no line where the same JSON is spaced differently, and tells that the bytes differ', () => {
    const { same, lines } = diffAnswers(utf8('[1]'), utf8('[ 1 ]'));
    expect(same).toBe(false);
    expect(lines?.every(({ kind }) => kind === 'same')).toBe(true);
  });

  it('is told of the lines of a stream', () => {
    const { lines } = diffAnswers(utf8('data: 1\n\ndata: 2\n\n'), utf8('data: 1\n\ndata: 3\n\n'));
    expect(marked(lines)).toEqual([' data: 1', ' ', '-data: 2', '+data: 3', ' ', ' ']);
  });

  it.each([
    ['the same', 'abc', 'abc', { same: true }],
    ['a longer one', 'abc', 'abcd', { same: false, firstDifference: 3 }],
    ['nothing', '', '', { same: true }],
  ])('of %s', (_what, a, b, expected) => {
    expect(diffAnswers(utf8(a), utf8(b))).toMatchObject(expected);
    expect('firstDifference' in diffAnswers(utf8(a), utf8(b))).toBe(!expected.same);
  });

  it.each([
    ['is no text', Uint8Array.of(0xff)],
    ['is longer than 1 MiB', new Uint8Array(DIFF_BYTES + 1)],
  ])('names no lines where one %s', (_what, bytes) => {
    expect(diffAnswers(utf8('a'), bytes)).toEqual({ same: false, firstDifference: 0 });
  });

  it('takes JSON that is very deep as text', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(marked(diffAnswers(utf8(deep), utf8(deep)).lines)).toEqual([` ${deep}`]);
  });

  it('gives both back, whatever they are; of short ones it is a shortest', () => {
    const lists = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const lines = diffLines(a, b);
        expect(side(lines, 'added')).toEqual(a);
        expect(side(lines, 'removed')).toEqual(b);
        expect(lines.filter(({ kind }) => kind === 'same').length).toBe(longestCommon(a, b));
      }),
      { numRuns: 500 },
    );
  });

  it('takes linear time where everything differs, and still keeps what both begin and end with', () => {
    const a = utf8(`begin\n${'x\ny\n'.repeat(250_000)}end`);
    const b = utf8(`begin\n${'y\nz\nz\n'.repeat(170_000)}end`);
    const { lines = [] } = diffAnswers(a, b);
    expect(side(lines, 'added').join('\n')).toBe(Buffer.from(a).toString());
    expect(side(lines, 'removed').join('\n')).toBe(Buffer.from(b).toString());
    expect(marked([lines[0], lines.at(-1)] as DiffLine[])).toEqual([' begin', ' end']);
  });
});

/** Length of a longest common subsequence, by the textbook. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    const next = [0];
    for (const [at, other] of b.entries()) {
      next.push(line === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
