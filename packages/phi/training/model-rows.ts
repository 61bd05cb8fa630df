import { LOOK } from '../src/tagger/labels.ts';
import { LONGEST_GAP, MIDDLE, type ModelSource } from '../src/tagger/read-model.ts';
import { numbersBySymbol, symbolOf } from '../src/tagger/symbols.ts';

/** A row of a model: where it stands, the tag of its feature, and a weight for each label and for a closer look. */
export interface ModelRow {
  readonly place: number;
  readonly tag: number;
  readonly weights: readonly number[];
}

/** What the file of a model holds of its rows. */
export type RowsSource = Pick<ModelSource, 'gaps' | 'tags' | 'columns' | 'values'>;

/** How many weights a row has. */
export const COLUMNS = LOOK + 1;

/** Writes rows, sorted by their places. */
export function encodeRows(rows: Iterable<ModelRow>): RowsSource {
  const written = { gaps: '', tags: '', columns: '', values: '' };
  let next = 0;
  for (const { place, tag, weights } of rows) {
    let gap = place - next;
    for (; gap >= LONGEST_GAP; gap -= LONGEST_GAP) written.gaps += symbolOf(LONGEST_GAP);
    written.gaps += symbolOf(gap);
    written.tags += symbolOf(tag - 1);
    const present = weights.reduce((bits, value, column) => (value === 0 ? bits : bits | (1 << column)), 0);
    written.columns += symbolOf(present & 63) + symbolOf(present >> 6);
    for (const value of weights) if (value !== 0) written.values += symbolOf(value + MIDDLE);
    next = place + 1;
  }
  return written;
}

/** Reads rows again. */
export function* decodeRows({ gaps, tags, columns, values }: RowsSource): Generator<ModelRow> {
  const numbers = numbersBySymbol();
  const numberAt = (text: string, at: number) => numbers[text.charCodeAt(at)] as number;
  let [place, row, value] = [0, 0, 0];
  for (let at = 0; at < gaps.length; at++) {
    const gap = numberAt(gaps, at);
    place += gap;
    if (gap === LONGEST_GAP) continue;
    const present = numberAt(columns, 2 * row) | (numberAt(columns, 2 * row + 1) << 6);
    const weights = Array.from({ length: COLUMNS }, (_, column) =>
      ((present >> column) & 1) === 1 ? numberAt(values, value++) - MIDDLE : 0,
    );
    yield { place: place++, tag: numberAt(tags, row++) + 1, weights };
  }
}
