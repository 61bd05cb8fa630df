import type { Span } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SnippetPart, snippetsOf } from './snippets.ts';

const span = (start: number, end: number): Span => ({ start, end, type: 'NAME', score: 1 });
const textOf = (parts: readonly SnippetPart[]) =>
  parts.map((part) => (typeof part === 'string' ? part : `[${part.value}]`)).join('');

describe('snippetsOf', () => {
  it('puts near identifiers together, and far ones apart, with their lines', () => {
    const text = `Ann and Bob\n${'.'.repeat(200)}\nCid`;
    const made = snippetsOf(text, [span(0, 3), span(8, 11), span(213, 216)]);
    expect(made.map(({ line, parts }) => [line, textOf(parts)])).toEqual([
      [1, `[Ann] and [Bob]\n${'.'.repeat(59)}…`],
      [3, `…${'.'.repeat(59)}\n[Cid]`],
    ]);
  });

  it('is bounded: identifiers in a piece, and pieces of a text', () => {
    const text = 'x '.repeat(10_000);
    const made = snippetsOf(
      text,
      Array.from({ length: 10_000 }, (_, at) => span(at * 2, at * 2 + 1)),
    );
    expect(made).toHaveLength(200);
    for (const { parts } of made) expect(parts.filter((part) => typeof part === 'object')).toHaveLength(12);
  });

  it('shows each identifier once and no other as plain text, wherever they lie', () => {
    const lengths = fc.array(fc.tuple(fc.nat(90), fc.integer({ min: 1, max: 9 })), { maxLength: 40 });
    fc.assert(
      fc.property(lengths, (pairs) => {
        let text = '';
        const spans = pairs.map(([gap, length]) => {
          text += '.'.repeat(gap) + 'X'.repeat(length);
          return span(text.length - length, text.length);
        });
        const parts = snippetsOf(text, spans).flatMap((snippet) => snippet.parts);
        const marked = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.span]));
        expect(marked).toEqual(spans);
        expect(parts.filter((part) => typeof part === 'string').join('')).not.toContain('X');
      }),
    );
  });
});
