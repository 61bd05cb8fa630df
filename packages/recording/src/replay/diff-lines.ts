import type { DiffLine } from './diff-line.ts';
import { shortestEdit } from './shortest-edit.ts';

/**
 * The difference of two lists of lines, in linear time: the shortest where it is found soon, and otherwise all between the
 * first line and the last that differ as removed, then as added.
 */
export function diffLines(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  const start = commonStart(a, b);
  const most = Math.min(a.length, b.length) - start;
  const end = Math.min(most, commonStart(a.toReversed(), b.toReversed()));
  const removed = a.slice(start, a.length - end);
  const added = b.slice(start, b.length - end);
  return [
    ...linesOf('same', a.slice(0, start)),
    ...(shortestEdit(removed, added) ?? [...linesOf('removed', removed), ...linesOf('added', added)]),
    ...linesOf('same', a.slice(a.length - end)),
  ];
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((line, at) => line !== b[at]);
  return differs < 0 ? a.length : differs;
}

function linesOf(kind: DiffLine['kind'], texts: readonly string[]): readonly DiffLine[] {
  return texts.map((text) => ({ kind, text }));
}
