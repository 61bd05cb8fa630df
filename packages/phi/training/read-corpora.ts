import { existsSync, readFileSync } from 'node:fs';
import { ENTITIES, type Entity } from '@sallyport/core';
import type { MarkedDocument } from '@sallyport/testkit';

interface Line {
  readonly text: string;
  readonly spans: readonly { start: number; end: number; type: string; required?: boolean }[];
}

/** Reads a corpus of one JSON document a line, whose offsets are code points. Missing: none. */
export function readLines(file: string): readonly MarkedDocument[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => toDocument(JSON.parse(line) as Line));
}

function toDocument({ text, spans }: Line): MarkedDocument {
  const units: number[] = [];
  let at = 0;
  for (const char of text) {
    units.push(at);
    at += char.length;
  }
  units.push(at);
  const placed = spans.map(({ start, end, type, required }) => ({
    start: units[start] ?? 0,
    end: units[end] ?? 0,
    type,
    required,
  }));
  const graded = placed.filter(
    (span) => span.required !== false && (ENTITIES as readonly string[]).includes(span.type),
  );
  return {
    text,
    spans: graded.map(({ start, end, type }) => ({ start, end, type: type as Entity })),
    ungraded: placed.filter((span) => span.required === false).map(({ start, end }) => ({ start, end })),
  };
}
