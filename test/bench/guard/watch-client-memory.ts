import { BenchFailure } from '../bench-failure.ts';
import { growth } from '../companion/watch-memory.ts';
import type { Memory } from '../process/usage.ts';
import type { BenchResult, Check, Row } from '../report/result.ts';
import { roundsRow } from '../report/rounds-row.ts';
import { callOnce } from './call-in-turn.ts';
import type { GuardStage } from './guard-stage.ts';

/** Looks at the memory this often. */
const LOOKS = 50;
/** Of fewer calls nothing is concluded: what is kept for good is small against what a collection happens to leave. */
const ENOUGH = 10_000;
const MEGABYTE = 1_000_000;

/** The median of the last fifth of the looks over that of the second, at most: what counts as flat. */
const FLAT = { resident: 1.1, heap: 1.05 } as const;

/** Chat completions of ours. */
export interface MemoryPlan {
  readonly calls: number;
  /** The number of the first request. */
  readonly first: number;
}

/** Lets ours call so often, one at a time, and looks at the memory of its process as it goes, after a collection each time. */
export async function watchClientMemory(
  stage: GuardStage,
  { calls, first }: MemoryPlan,
): Promise<Pick<BenchResult, 'rows' | 'ratios' | 'checks'>> {
  const looks: Memory[] = [];
  const share = Math.ceil(calls / LOOKS);
  for (let done = 0; done < calls; done += share) {
    const count = Math.min(share, calls - done);
    await callOnce(stage, { name: 'sallyport', workload: 'chat', first: first + done, count });
    looks.push(await look(stage));
  }
  return memoryFindings(looks, calls);
}

async function look({ clients }: GuardStage): Promise<Memory> {
  const ours = clients.get('sallyport');
  if (ours === undefined) throw new BenchFailure('sallyport does not run');
  return ours.ask('memory');
}

/** The memory at the start, in the middle and at the end, how it grew, and whether that is flat. */
export function memoryFindings(
  looks: readonly Memory[],
  calls: number,
): Pick<BenchResult, 'rows' | 'ratios' | 'checks'> {
  const resident = looks.map((one) => one.resident / MEGABYTE);
  const heap = looks.map((one) => one.heap / MEGABYTE);
  return {
    rows: [...memoryRows(resident, 'resident memory'), ...memoryRows(heap, 'heap after a collection')],
    ratios: { resident_last_vs_second_fifth: growth(resident), heap_last_vs_second_fifth: growth(heap) },
    checks: calls < ENOUGH ? [] : [flat(resident, 'resident'), flat(heap, 'heap')],
  };
}

function memoryRows(looks: readonly number[], metric: string): readonly Row[] {
  const at = (share: number): number => looks[Math.round(share * (looks.length - 1))] ?? Number.NaN;
  const subject = 'sallyport';
  const unit = 'MB';
  return [
    roundsRow({ subject, metric, unit, rounds: looks }),
    { subject, metric: `${metric}, start`, unit, value: at(0) },
    { subject, metric: `${metric}, middle`, unit, value: at(0.5) },
    { subject, metric: `${metric}, end`, unit, value: at(1) },
  ];
}

function flat(looks: readonly number[], which: keyof typeof FLAT): Check {
  const grown = growth(looks);
  const claim = `its ${which} memory is flat: in the last fifth of the calls ${grown.toFixed(3)} of the second, at most ${FLAT[which]}`;
  return { claim, holds: grown <= FLAT[which] };
}
