import type { Span } from '@sallyport/core';
import type { Leaf } from './leaf.ts';
import { readStructure } from './read-structure.ts';

/** A span of a record, read: what it says, and how what replaces it is written in the record's format. */
export interface WrittenValue {
  readonly value: string;
  readonly write: (replacement: string) => string;
}

const MOST_NESTED = 24;
const NUMBER = /^-?\d[\d.eE+-]*$/;

/**
 * The spans that must be written in the format of the record they stand in, by their place in `text`: numbers of JSON, which
 * a placeholder can replace only with quotes around it, and values that hold escapes. `spans` must be sorted and disjoint.
 */
export function writtenValues(text: string, spans: readonly Span[]): ReadonlyMap<number, WrittenValue> {
  const values = new Map<number, WrittenValue>();
  const needs = spans.some(({ start, end }) => needsFormat(text.slice(start, end)));
  if (needs) collect({ text, spans: spans.map(({ start, end }) => ({ start, end, key: start })), depth: 0 }, values);
  return values;
}

function needsFormat(value: string): boolean {
  return /[\\&"]/.test(value) || NUMBER.test(value);
}

/** A stretch of a text, and where it begins in the whole. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly key: number;
}

interface Level {
  readonly text: string;
  readonly spans: readonly Place[];
  readonly depth: number;
  /** How this text is written in the record around it. */
  readonly write?: WrittenValue['write'];
}

function collect(level: Level, values: Map<number, WrittenValue>): void {
  const parts = level.depth < MOST_NESTED ? readStructure(level.text) : undefined;
  let next = 0;
  for (const leaf of parts?.flatMap(({ leaves }) => leaves) ?? []) {
    while ((level.spans[next]?.start ?? Infinity) < leaf.start) next++;
    const inside: Place[] = [];
    for (let span = level.spans[next]; span !== undefined && span.end <= leaf.end; span = level.spans[++next])
      inside.push({ start: indexOf(leaf, span.start), end: indexOf(leaf, span.end), key: span.key });
    if (inside.length > 0) collectLeaf(leaf, { ...level, spans: inside }, values);
  }
}

function collectLeaf(leaf: Leaf, { spans, depth, write: around }: Level, values: Map<number, WrittenValue>): void {
  const own = leaf.write ?? ((value: string) => value);
  const write = around === undefined ? own : (value: string) => around(own(value));
  for (const { start, end, key } of spans) values.set(key, { value: leaf.text.slice(start, end), write });
  collect({ text: leaf.text, spans, depth: depth + 1, write }, values);
}

/** The unit of a leaf's text that begins at a place of the record, or behind it. */
function indexOf({ start, at }: Leaf, place: number): number {
  if (at === undefined) return place - start;
  let low = 0;
  let high = at.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
