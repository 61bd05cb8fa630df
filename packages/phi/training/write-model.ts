import { LOOK, WIDTH } from '../src/tagger/labels.ts';
import { LONGEST_GAP, MIDDLE, type Model } from '../src/tagger/read-model.ts';
import { ROWS } from '../src/tagger/rows.ts';
import { symbolOf } from '../src/tagger/symbols.ts';
import type { ConditionalRandomField } from './crf.ts';
import { DROP } from './settings.ts';

/** Weights are kept as multiples of this. */
const UNIT = 1 / 20;
/** Smaller ones are left out. */
const LEAST = 3;

/** Writes a model as the source of a module: what `readModel` reads. */
export function writeModel(
  field: ConditionalRandomField,
  { threshold, filters, placePairs }: Pick<Model, 'threshold' | 'filters' | 'placePairs'>,
): string {
  const { gaps, tags, columns, values } = writeRows(field);
  process.stdout.write(`${values.length} weights in ${tags.length} rows\n`);
  const scaled = Array.from(field.transitions, (value) => Math.round(value / UNIT));
  return `// Written by training/main.ts; see read-model.ts and docs/detection.md.
export const GAPS = ${JSON.stringify(gaps)};
export const TAGS = ${JSON.stringify(tags)};
export const COLUMNS = ${JSON.stringify(columns)};
export const VALUES = ${JSON.stringify(values)};

/** What is added where one label follows another. */
export const TRANSITIONS: readonly number[] = ${JSON.stringify(scaled)};

/** From what sum on a token is looked at closely. */
export const THRESHOLD = ${Math.round(threshold / UNIT)};

/** The name lists, as Bloom filters. */
export const FILTERS: readonly string[] = ${JSON.stringify(filters.map(base64Of))};

/** The pairs of neighbouring words in the names of places, as a Bloom filter of their hashes. */
export const PLACE_PAIRS = ${JSON.stringify(base64Of(placePairs))};
`;
}

function writeRows({ weights, tags }: ConditionalRandomField) {
  const written = { gaps: '', tags: '', columns: '', values: '' };
  let gap = 0;
  for (let row = 0; row < ROWS; row++) {
    const own = Array.from({ length: LOOK + 1 }, (_, column) => quantized(weights[row * WIDTH + column] ?? 0));
    const present = own.reduce((bits, value, column) => (value === 0 ? bits : bits | (1 << column)), 0);
    if (present === 0) {
      gap++;
      continue;
    }
    for (; gap >= LONGEST_GAP; gap -= LONGEST_GAP) written.gaps += symbolOf(LONGEST_GAP);
    written.gaps += symbolOf(gap);
    written.tags += symbolOf((tags[row] ?? 1) - 1);
    written.columns += symbolOf(present & 63) + symbolOf(present >> 6);
    for (const value of own) if (value !== 0) written.values += symbolOf(value + MIDDLE);
    gap = 0;
  }
  return written;
}

/** A weight as it counts when no row is left out. */
function quantized(weight: number): number {
  const value = Math.max(-MIDDLE, Math.min(MIDDLE, Math.round((weight * (1 - DROP)) / UNIT)));
  return Math.abs(value) < LEAST ? 0 : value;
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
