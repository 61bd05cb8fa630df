import { coarser } from './word-cluster.ts';
import type { SeenWord } from './word-sight.ts';

/** The words of a text as the tagger sees them, one after the other: what `WordSight` says, in a list for each. */
export interface WordColumns {
  readonly hashes: Int32Array;
  readonly shapes: Int32Array;
  readonly lists: Int32Array;
  readonly kinds: Int32Array;
  readonly senses: Uint8Array;
  /** The clusters of the step before the last. */
  readonly clusters: Int32Array;
  /** What the one who sees them knows each word by. */
  readonly known: Int32Array;
}

/** Makes room for so many words. */
export function makeWordColumns(length: number): WordColumns {
  const ints = () => new Int32Array(length);
  return {
    hashes: ints(),
    shapes: ints(),
    lists: ints(),
    kinds: ints(),
    senses: new Uint8Array(length),
    clusters: ints(),
    known: ints(),
  };
}

/** Writes a word into the columns. */
export function putWord(
  columns: WordColumns,
  at: number,
  { hash, shape, lists, kind, sense, cluster }: SeenWord,
): void {
  columns.hashes[at] = hash;
  columns.shapes[at] = shape;
  columns.lists[at] = lists;
  columns.kinds[at] = kind;
  columns.senses[at] = sense;
  columns.clusters[at] = coarser(cluster);
}
