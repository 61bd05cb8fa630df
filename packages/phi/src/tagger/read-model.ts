import { ROW_LANES } from './lanes.ts';
import { makeRows, PLACES, type Rows } from './rows.ts';
import { numbersBySymbol, SYMBOLS } from './symbols.ts';
import { CLASS_PLACES } from './word-class.ts';
import { CLUSTER_PLACES } from './word-cluster.ts';

/** A model ready for use. */
export interface Model {
  readonly rows: Rows;
  readonly transitions: Int32Array;
  /** From what sum on a token is looked at closely. */
  readonly threshold: number;
  readonly filters: readonly Uint8Array[];
  readonly placePairs: Uint8Array;
  /** What words mean, as `word-class.ts` tells it. */
  readonly classes: Uint8Array;
  /** Which words are used alike, as `word-cluster.ts` tells it. */
  readonly clusters: Uint16Array;
}

/** A model as its file holds it; see `symbols.ts` for how numbers are written. */
export interface ModelSource {
  /** For each row with weights, how many were passed over; the highest symbol stands for so many and more to come. */
  readonly gaps: string;
  readonly tags: string;
  /** For each row with weights, which columns have one: two symbols of six bits. */
  readonly columns: string;
  /** The weights, each with `MIDDLE` added. */
  readonly values: string;
  readonly transitions: readonly number[];
  readonly threshold: number;
  /** In base64. */
  readonly filters: readonly string[];
  readonly placePairs: string;
  /** For each place with a class, how many were passed over, and which it is. */
  readonly classGaps: string;
  readonly classes: string;
  /** The same of clusters, two symbols of six bits each. */
  readonly clusterGaps: string;
  readonly clusters: string;
}

/** The largest gap that one symbol says. */
export const LONGEST_GAP = SYMBOLS - 1;

/** What is added to a weight, which is from `-MIDDLE` to `MIDDLE`. */
export const MIDDLE = (SYMBOLS - 1) / 2;

/** Unpacks a model. */
export function readModel(source: ModelSource): Model {
  return {
    rows: readRows(source),
    transitions: Int32Array.from(source.transitions),
    threshold: source.threshold,
    filters: source.filters.map(bytesOf),
    placePairs: bytesOf(source.placePairs),
    classes: readClasses(source),
    clusters: readClusters(source),
  };
}

// Written for the first text of a process, which is read before any of this is optimised: no call and no object for a weight.
function readRows(source: ModelSource): Rows {
  const { columns, values } = source;
  const numbers = numbersBySymbol();
  const rows = makeRows(readTags(source, numbers));
  const { weights } = rows;
  let value = 0;
  for (let row = 0; 2 * row < columns.length; row++) {
    const low = numbers[columns.charCodeAt(2 * row)] as number;
    const high = numbers[columns.charCodeAt(2 * row + 1)] as number;
    for (let left = low | (high << 6); left !== 0; left &= left - 1) {
      const column = 31 - Math.clz32(left & -left);
      const lane = row * ROW_LANES + (column >> 2);
      const weight = (numbers[values.charCodeAt(value++)] as number) - MIDDLE;
      weights[lane] = (weights[lane] as number) + (weight << (8 * (column & 3)));
    }
  }
  return rows;
}

function readTags({ gaps, tags: written }: ModelSource, numbers: Uint8Array): Int8Array {
  const tags = new Int8Array(PLACES);
  let [place, index] = [0, 0];
  for (let at = 0; at < gaps.length; at++) {
    const gap = numbers[gaps.charCodeAt(at)] as number;
    place += gap;
    if (gap !== LONGEST_GAP) tags[place++] = (numbers[written.charCodeAt(index++)] as number) + 1;
  }
  return tags;
}

function readClasses({ classGaps, classes: written }: ModelSource): Uint8Array {
  const classes = new Uint8Array(CLASS_PLACES);
  readSparse(classGaps, (place, index, numbers) => {
    classes[place] = numbers[written.charCodeAt(index)] as number;
  });
  return classes;
}

function readClusters({ clusterGaps, clusters: written }: ModelSource): Uint16Array {
  const clusters = new Uint16Array(CLUSTER_PLACES);
  readSparse(clusterGaps, (place, index, numbers) => {
    const low = numbers[written.charCodeAt(2 * index)] as number;
    clusters[place] = low | ((numbers[written.charCodeAt(2 * index + 1)] as number) << 6);
  });
  return clusters;
}

function readSparse(gaps: string, put: (place: number, index: number, numbers: Uint8Array) => void): void {
  const numbers = numbersBySymbol();
  let [place, index] = [0, 0];
  for (let at = 0; at < gaps.length; at++) {
    const gap = numbers[gaps.charCodeAt(at)] as number;
    place += gap;
    if (gap !== LONGEST_GAP) put(place++, index++, numbers);
  }
}

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
