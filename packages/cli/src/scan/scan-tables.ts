import { ENTITIES, type EntityCounts, type Span } from '@sallyport/core';
import { layOut } from '../table.ts';
import { lineFinder } from './line-finder.ts';
import { countFound, type Tally } from './tally.ts';

/** A text that was scanned. */
export interface Scanned {
  /** As it may be shown. */
  readonly name: string;
  readonly text: string;
  readonly spans: readonly Span[];
}

/** One text's spans as a table of places: line, column, entity, subtype, score. Never the values. */
export function placesTable({ name, text, spans }: Scanned): string {
  if (spans.length === 0) return `${name}: nothing found\n`;
  const findPlace = lineFinder(text);
  const rows = spans.map(({ start, end, type, subtype, score }) => {
    const { line, column } = findPlace(start);
    return ['', `${line}:${column}`, type, subtype ?? '', `${end - start} chars`, score.toFixed(2)];
  });
  return `${name}: ${spans.length} found\n${layOut(rows)}\n`;
}

/** Identifiers counted by entity, and their sum. */
export function totalsTable(counts: EntityCounts): string {
  const rows = ENTITIES.flatMap((entity) => (counts[entity] === undefined ? [] : [[entity, counts[entity]]]));
  return `${layOut([...rows, ['total', countFound(counts)]])}\n`;
}

/** A line for each text: its words, characters and identifiers, and which. */
export function textsTable({ texts, totals }: Pick<Tally, 'texts' | 'totals'>): string {
  const rows = texts.map(({ name, words, characters, counts }) => [
    name,
    words,
    characters,
    countFound(counts),
    describeCounts(counts),
  ]);
  const rest = totals.texts - texts.length;
  const more = rest === 0 ? '' : `… and ${rest} more, counted in the totals\n`;
  return `${layOut([['text', 'words', 'characters', 'found', ''], ...rows])}\n${more}`;
}

/** Counts on one line, `NAME 2, SSN 1`. */
export function describeCounts(counts: EntityCounts): string {
  return ENTITIES.flatMap((entity) => (counts[entity] === undefined ? [] : [`${entity} ${counts[entity]}`])).join(', ');
}
