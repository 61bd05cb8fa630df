import type { Operation } from '../load/body.ts';
import type { LoadFigures } from '../load/closed-loop.ts';
import { measureFlush } from '../report/measure-flush.ts';
import type { Stage } from '../servers/open-stage.ts';
import type { Subject } from './subject.ts';

/** Who is measured, and how. */
export interface Plan {
  /** Each round takes them in this order. */
  readonly subjects: readonly Subject[];
  readonly operation: Operation;
  readonly connections: number;
  readonly rounds: number;
  /** Calls of a subject in a round. */
  readonly count: number;
  /** The number of the first note. */
  readonly first: number;
}

/** One round of one subject. */
export interface Round extends LoadFigures {
  /** Processor time of the subject's process for each call, in microseconds; 0 where it is not known. */
  readonly cpuMicros: number;
  /** What the disk took for a flush just before, in milliseconds. */
  readonly flushMs: number;
}

/** The rounds of one subject, in order. */
export interface Measured {
  readonly name: string;
  readonly rounds: readonly Round[];
}

/** How many notes a plan uses up: a round more than it measures, to warm up. */
export function notesOf({ rounds, count }: Pick<Plan, 'rounds' | 'count'>): number {
  return (rounds + 1) * count;
}

/**
 * Measures subjects in turn, round after round, and gives the rounds of each, in the plan's order. In a round all get the same
 * notes, which no other round has. A round before the first warms all of them up, and does not count.
 */
export async function alternate(stage: Stage, plan: Plan): Promise<readonly Measured[]> {
  const measured = plan.subjects.map(({ name }) => ({ name, rounds: [] as Round[] }));
  for (let round = 0; round <= plan.rounds; round++) {
    for (const [at, subject] of plan.subjects.entries()) {
      const figures = await measure(stage, { plan, subject, round });
      if (round > 0) measured[at]?.rounds.push(figures);
    }
  }
  return measured;
}

interface Measurement {
  readonly plan: Plan;
  readonly subject: Subject;
  readonly round: number;
}

async function measure({ load, ours }: Stage, { plan, subject, round }: Measurement): Promise<Round> {
  const { operation, connections, count, first } = plan;
  const to = await subject.destination();
  const flushMs = await measureFlush(ours.folder);
  const before = (await subject.cpu?.()) ?? 0;
  const figures = await load.ask('call', { to, operation, connections, count, first: first + round * count });
  const after = (await subject.cpu?.()) ?? 0;
  return { ...figures, cpuMicros: (after - before) / count, flushMs };
}
