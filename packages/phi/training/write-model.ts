import { WIDTH } from '../src/tagger/labels.ts';
import { LONGEST_GAP, MIDDLE, type Model, type ModelSource } from '../src/tagger/read-model.ts';
import { PLACES } from '../src/tagger/rows.ts';
import { symbolOf } from '../src/tagger/symbols.ts';
import type { ConditionalRandomField } from './crf.ts';
import { COLUMNS, encodeRows, type ModelRow } from './model-rows.ts';
import { DROP } from './settings.ts';

/** Weights are kept as multiples of this. */
const UNIT = 1 / 16;
/** A row in which none is so large is left out, for size. Small weights beside large ones stay: together they say much. */
const LEAST = 3;

/** Writes a model as its file holds it: what `readModel` reads. */
export function writeModel(
  field: ConditionalRandomField,
  { threshold, filters, placePairs, classes, clusters }: Omit<Model, 'rows' | 'transitions'>,
): ModelSource {
  const ofClasses = writeSparse(classes, 1);
  const ofClusters = writeSparse(clusters, 2);
  return {
    ...encodeRows(rowsOf(field)),
    transitions: Array.from(field.transitions, (value) => Math.round(value / UNIT)),
    threshold: Math.round(threshold / UNIT),
    filters: filters.map(base64Of),
    placePairs: base64Of(placePairs),
    ...{ classGaps: ofClasses.gaps, classes: ofClasses.written },
    ...{ clusterGaps: ofClusters.gaps, clusters: ofClusters.written },
  };
}

function* rowsOf({ weights, tags }: ConditionalRandomField): Generator<ModelRow> {
  for (let place = 0; place < PLACES; place++) {
    const own = Array.from({ length: COLUMNS }, (_, column) => quantized(weights[place * WIDTH + column] ?? 0));
    if (Math.max(...own.map(Math.abs)) >= LEAST) yield { place, tag: tags[place] ?? 1, weights: own };
  }
}

/** Writes the numbers that are not 0, each in so many symbols, and before each how many were passed over. */
function writeSparse(numbers: Iterable<number>, symbols: 1 | 2) {
  let [gaps, written, gap] = ['', '', 0];
  for (const number of numbers) {
    if (number === 0) {
      gap++;
      continue;
    }
    for (; gap >= LONGEST_GAP; gap -= LONGEST_GAP) gaps += symbolOf(LONGEST_GAP);
    gaps += symbolOf(gap);
    written += symbols === 1 ? symbolOf(number) : symbolOf(number & 63) + symbolOf(number >> 6);
    gap = 0;
  }
  return { gaps, written };
}

/** A weight as it counts when no row is left out. */
function quantized(weight: number): number {
  return Math.max(-MIDDLE, Math.min(MIDDLE, Math.round((weight * (1 - DROP)) / UNIT)));
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
