import { countByEntity, ENTITIES, type Span } from '@sallyport/core';
import { layOut } from '../table.ts';

/** A text that was scanned. */
export interface Scanned {
  readonly name: string;
  readonly text: string;
  readonly spans: readonly Span[];
}

/** One text's spans as a table of places: line, column, entity, subtype, score. Never the values. */
export function placesTable({ name, text, spans }: Scanned): string {
  if (spans.length === 0) return `${name}: nothing found\n`;
  const starts = lineStarts(text);
  const rows = spans.map(({ start, end, type, subtype, score }) => {
    const line = lineOf(starts, start);
    const place = `${line + 1}:${start - (starts[line] ?? 0) + 1}`;
    return ['', place, type, subtype ?? '', `${end - start} chars`, score.toFixed(2)];
  });
  return `${name}: ${spans.length} found\n${layOut(rows)}\n`;
}

/** All texts' spans, counted by entity. */
export function totalsTable(scanned: readonly Pick<Scanned, 'spans'>[]): string {
  const counts = countByEntity(scanned.flatMap(({ spans }) => spans));
  const rows = ENTITIES.flatMap((entity) => (counts[entity] === undefined ? [] : [[entity, counts[entity]]]));
  const total = rows.reduce((sum, [, count]) => sum + Number(count), 0);
  return `${layOut([...rows, ['total', total]])}\n`;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
