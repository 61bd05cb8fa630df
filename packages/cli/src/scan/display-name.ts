import { extname } from 'node:path';
import type { Span } from '@sallyport/core';
import { scan } from '@sallyport/phi';
import { TEXT_EXTENSIONS } from './find-files.ts';
import { visibleLine } from './visible-text.ts';

/** A number this long in the name of a file is somebody's or some day's more often than not. */
const LONG_NUMBER = /[0-9]{6,}/g;

/** A path as it reads, and with what people put in the place of spaces read as spaces. None changes an offset. */
const READINGS: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => path.replaceAll('_', ' ').replaceAll(/[\\/]/g, '\n'),
  (path) => path.replaceAll(/[-_.+,]/g, ' ').replaceAll(/[\\/]/g, '\n'),
];

/**
 * How a file is named in what is shown: on one line, unable to drive a terminal, and, unless `showValues`, with the
 * identifiers found in its path, and numbers of six digits and more, replaced. Finds what `scan` finds, which is not everything.
 */
export function displayName(path: string, { showValues }: { readonly showValues: boolean }): string {
  return visibleLine(showValues ? path : redactPath(path));
}

function redactPath(path: string): string {
  const stem = withoutTextExtension(path);
  const spans = [...READINGS.flatMap((read) => scan(read(stem))), ...longNumbers(stem)].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
  let shown = '';
  let from = 0;
  for (const { start, end, type } of joinOverlapping(spans)) {
    shown += `${path.slice(from, start)}[${type}]`;
    from = end;
  }
  return shown + path.slice(from);
}

/** `.md` is no physician, so the extensions we know are not read. */
function withoutTextExtension(path: string): string {
  const extension = extname(path);
  return TEXT_EXTENSIONS.has(extension.toLowerCase()) ? path.slice(0, -extension.length) : path;
}

function longNumbers(text: string): readonly Span[] {
  return [...text.matchAll(LONG_NUMBER)].map(({ index, 0: number }) => ({
    start: index,
    end: index + number.length,
    type: 'OTHER_ID',
    score: 0.5,
  }));
}

/** Nothing that any reading found may show, so overlapping spans become one, named after the first. */
function joinOverlapping(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last === undefined || span.start >= last.end) joined.push(span);
    else joined[joined.length - 1] = { ...last, end: Math.max(last.end, span.end) };
  }
  return joined;
}
