import { LOOK, WIDTH } from '../src/tagger/labels.ts';
import type { Model } from '../src/tagger/read-model.ts';
import { ROWS } from '../src/tagger/rows.ts';
import type { ConditionalRandomField } from './crf.ts';
import { DROP } from './settings.ts';

/** Weights are kept as multiples of this, from -127 to 127. */
const UNIT = 1 / 20;
/** Smaller ones are left out. */
const LEAST = 2;

/** Writes a model as the source of a module: what `readModel` reads. */
export function writeModel(
  { weights, tags, transitions }: ConditionalRandomField,
  lists: Pick<Model, 'threshold' | 'filters' | 'placePairs'>,
): string {
  const { threshold, filters, placePairs } = lists;
  const bytes: number[] = [];
  let gap = 0;
  let kept = 0;
  for (let row = 0; row < ROWS; row++) {
    const values = Array.from({ length: LOOK + 1 }, (_, column) =>
      quantized((weights[row * WIDTH + column] ?? 0) * (1 - DROP)),
    );
    const present = values.reduce((bits, value, column) => (value === 0 ? bits : bits | (1 << column)), 0);
    if (present === 0) {
      gap++;
      continue;
    }
    while (gap >= 255) {
      bytes.push(255);
      gap -= 255;
    }
    bytes.push(
      gap,
      tags[row] ?? 0,
      present & 0xff,
      present >> 8,
      ...values.filter((value) => value !== 0).map((value) => value & 0xff),
    );
    kept += values.filter((value) => value !== 0).length;
    gap = 0;
  }
  process.stdout.write(`${kept} weights, ${bytes.length} bytes\n`);
  const scaled = Int32Array.from(transitions, (value) => Math.round(value / UNIT));
  const text = (data: Uint8Array) => JSON.stringify(Buffer.from(data).toString('base64'));
  return `// Written by training/main.ts; see docs/detection.md.
/** The tagger's weights: how many rows to pass over, which columns have one, and the weights of those. */
export const WEIGHTS = ${text(Uint8Array.from(bytes))};

/** What is added where one label follows another. */
export const TRANSITIONS: readonly number[] = ${JSON.stringify([...scaled])};

/** From what sum on a token is looked at closely. */
export const THRESHOLD = ${Math.round(threshold / UNIT)};

/** The name lists, as Bloom filters. */
export const FILTERS: readonly string[] = ${JSON.stringify(filters.map((filter) => Buffer.from(filter).toString('base64')))};

/** The pairs of neighbouring words in the names of places, as a Bloom filter of their hashes. */
export const PLACE_PAIRS = ${text(placePairs)};
`;
}

function quantized(weight: number): number {
  const value = Math.max(-127, Math.min(127, Math.round(weight / UNIT)));
  return Math.abs(value) < LEAST ? 0 : value;
}
