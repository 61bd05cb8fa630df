import { consistencyProof, inclusionProof, rootAt, verifyConsistency, verifyInclusion } from '@sallyport/ledger';
import { BenchFailure } from '../bench-failure.ts';
import { seededRandom } from '../load/seeded-random.ts';
import type { Options } from '../options.ts';
import { median } from '../report/median.ts';
import type { Row } from '../report/result.ts';
import { roundsRow } from '../report/rounds-row.ts';
import { say } from '../report/say.ts';
import { growSynthetic, NODE, type SyntheticTree } from './synthetic-tree.ts';

/** How many entries the trees have. */
export const SIZES = [1_000, 10_000, 100_000, 1_000_000] as const;

/** What is timed. */
const WORKS = ['inclusion proof', 'consistency proof', 'inclusion verified', 'consistency verified'] as const;
type Work = (typeof WORKS)[number];

/** What measuring proofs found. */
export interface ProofFigures {
  readonly rows: readonly Row[];
  /** Time at the largest size over time at the smallest, over the quotient of the sizes' logarithms: 1 is growth by log n. */
  readonly growth: { readonly proof_growth: number; readonly verify_growth: number };
}

/** Makes and verifies proofs of entries and of earlier trees, drawn anew each time, in memory: what the tree itself takes. */
export async function measureProofs({ rounds }: Options, each = 300): Promise<ProofFigures> {
  say(`a tree of ${SIZES.at(-1)} entries in memory: proofs …`);
  const tree = growSynthetic(Math.max(...SIZES));
  const random = seededRandom(20_261_129);
  const taken = new Map<string, number[]>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const size of SIZES) {
      const micros = await timeProofs(tree, { size, each, random });
      // The first round warms up.
      if (round > 0) for (const work of WORKS) keep(taken, `${work}, ${size} entries`, micros[work]);
    }
  }
  const rows = [...taken].map(([metric, rounds]) =>
    roundsRow({ subject: 'tree in memory', metric, unit: 'µs', rounds }),
  );
  return { rows, growth: { proof_growth: growthOf(taken, ' proof'), verify_growth: growthOf(taken, ' verified') } };
}

interface Timing {
  readonly size: number;
  readonly each: number;
  readonly random: () => number;
}

async function timeProofs(tree: SyntheticTree, { size, each, random }: Timing): Promise<Record<Work, number>> {
  const draw = (least: number) => Array.from({ length: each }, () => least + Math.floor(random() * (size - least)));
  const root = await rootAt(tree, size);
  const entries = draw(0).map((index) => ({ index, size, root, leafHash: tree.leafHash(index) }));
  const olds = await Promise.all(draw(1).map(async (from) => ({ size: from, root: await rootAt(tree, from) })));
  const included = await timed(entries, ({ index }) => inclusionProof(tree, { index, size }, NODE));
  const consistent = await timed(olds, ({ size: from }) => consistencyProof(tree, { from, to: size }, NODE));
  const inclusions = entries.map((entry, at) => ({ ...entry, proof: included.results[at] ?? [] }));
  const to = { size, root };
  const consistencies = olds.map((from, at) => ({ from, to, proof: consistent.results[at] ?? [] }));
  const verified = await timed(inclusions, (claim) => verifyInclusion(claim));
  const compared = await timed(consistencies, (claim) => verifyConsistency(claim));
  if (![...verified.results, ...compared.results].every(Boolean)) throw new BenchFailure('a proof does not verify');
  return {
    'inclusion proof': included.micros,
    'consistency proof': consistent.micros,
    'inclusion verified': verified.micros,
    'consistency verified': compared.micros,
  };
}

/** One after the other. Microseconds of the one in the middle: whatever else runs on the machine holds up a few, and not that one. */
async function timed<T, R>(inputs: readonly T[], work: (input: T) => R | Promise<R>) {
  const results: R[] = [];
  const micros: number[] = [];
  for (const input of inputs) {
    const started = performance.now();
    results.push(await work(input));
    micros.push((performance.now() - started) * 1000);
  }
  return { results, micros: median(micros) };
}

function keep(taken: Map<string, number[]>, metric: string, micros: number): void {
  taken.set(metric, [...(taken.get(metric) ?? []), micros]);
}

/** How much longer works of a kind take at the largest size, against how much longer its logarithm is: by the least of the rounds, to which whatever else runs only adds. */
export function growthOf(taken: ReadonlyMap<string, readonly number[]>, kind: ' proof' | ' verified'): number {
  const [least, most] = [SIZES[0], SIZES[SIZES.length - 1] ?? SIZES[0]];
  const sum = (size: number) =>
    WORKS.filter((work) => work.endsWith(kind)).reduce(
      (total, work) => total + Math.min(...(taken.get(`${work}, ${size} entries`) ?? [])),
      0,
    );
  return sum(most) / sum(least) / (Math.log(most) / Math.log(least));
}
