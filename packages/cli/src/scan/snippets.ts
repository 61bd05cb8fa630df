import type { Span } from '@sallyport/core';
import { lineFinder } from './line-finder.ts';

/** How many characters stand around the identifiers of a snippet. */
const AROUND = 60;
/** How many identifiers a snippet holds. */
const PER_SNIPPET = 12;
/** How many snippets are made of one text. */
const PER_TEXT = 200;

/** A piece of a snippet: text, or an identifier with its entity. */
export type SnippetPart = string | { readonly value: string; readonly span: Span };

/** Some of a text around identifiers that stand near each other. */
export interface Snippet {
  /** The line its first identifier starts in, from 1. */
  readonly line: number;
  readonly parts: readonly SnippetPart[];
}

/** What of a text surrounds its identifiers: 60 characters on each side, the near ones together; the first 200 pieces. */
export function snippetsOf(text: string, spans: readonly Span[]): readonly Snippet[] {
  const findLine = lineFinder(text);
  const groups = groupSpans(spans);
  return groups.slice(0, PER_TEXT).map((group, index) => {
    const before = groups[index - 1]?.at(-1)?.end ?? 0;
    const after = groups[index + 1]?.[0]?.start ?? text.length;
    return {
      line: findLine(group[0]?.start ?? 0).line,
      parts: partsOf(text, group, { from: before, to: after }),
    };
  });
}

function groupSpans(spans: readonly Span[]): readonly (readonly Span[])[] {
  const groups: Span[][] = [];
  for (const span of spans) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const near = last !== undefined && span.start - last.end <= AROUND;
    if (group !== undefined && near && group.length < PER_SNIPPET) group.push(span);
    else if (groups.length > PER_TEXT) break;
    else groups.push([span]);
  }
  return groups;
}

/** Text and identifiers in turn; never reaches into the identifiers of the pieces beside it. */
function partsOf(
  text: string,
  group: readonly Span[],
  within: { readonly from: number; readonly to: number },
): readonly SnippetPart[] {
  const first = group[0]?.start ?? 0;
  const last = group.at(-1)?.end ?? 0;
  const [start, end] = [Math.max(within.from, first - AROUND), Math.min(within.to, last + AROUND)];
  const parts: SnippetPart[] = [start > within.from ? '…' : ''];
  let from = start;
  for (const span of group) {
    parts.push(text.slice(from, span.start), { value: text.slice(span.start, span.end), span });
    from = span.end;
  }
  parts.push(text.slice(from, end), end < within.to ? '…' : '');
  return parts.filter((part) => part !== '');
}
