import { LOOK, WIDTH } from '../src/tagger/labels.ts';
import { LONGEST_GAP, MIDDLE, type Model, type ModelSource } from '../src/tagger/read-model.ts';
import { PLACES } from '../src/tagger/rows.ts';
import { symbolOf } from '../src/tagger/symbols.ts';
import type { ConditionalRandomField } from './crf.ts';
import { DROP } from './settings.ts';

/** Weights are kept as multiples of this. */
const UNIT = 1 / 16;
/** A row in which none is so large is left out, for size. Small weights beside large ones stay: together they say much. */
const LEAST = 3;

/** Writes a model as the text of its file: what `readModel` reads. */
export function writeModel(
  field: ConditionalRandomField,
  { threshold, filters, placePairs, classes }: Pick<Model, 'threshold' | 'filters' | 'placePairs' | 'classes'>,
): string {
  const rows = writeRows(field);
  process.stdout.write(`${rows.values.length} weights in ${rows.tags.length} rows\n`);
  const source: ModelSource = {
    ...rows,
    transitions: Array.from(field.transitions, (value) => Math.round(value / UNIT)),
    threshold: Math.round(threshold / UNIT),
    filters: filters.map(base64Of),
    placePairs: base64Of(placePairs),
    ...writeClasses(classes),
  };
  return `${JSON.stringify(source)}\n`;
}

function writeRows({ weights, tags }: ConditionalRandomField) {
  const written = { gaps: '', tags: '', columns: '', values: '' };
  let gap = 0;
  for (let row = 0; row < PLACES; row++) {
    const own = Array.from({ length: LOOK + 1 }, (_, column) => quantized(weights[row * WIDTH + column] ?? 0));
    const present = own.reduce((bits, value, column) => (value === 0 ? bits : bits | (1 << column)), 0);
    if (Math.max(...own.map(Math.abs)) < LEAST) {
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

function writeClasses(classes: Uint8Array) {
  const written = { classGaps: '', classes: '' };
  let gap = 0;
  for (const of of classes) {
    if (of === 0) {
      gap++;
      continue;
    }
    for (; gap >= LONGEST_GAP; gap -= LONGEST_GAP) written.classGaps += symbolOf(LONGEST_GAP);
    written.classGaps += symbolOf(gap);
    written.classes += symbolOf(of);
    gap = 0;
  }
  return written;
}

/** A weight as it counts when no row is left out. */
function quantized(weight: number): number {
  return Math.max(-MIDDLE, Math.min(MIDDLE, Math.round((weight * (1 - DROP)) / UNIT)));
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
