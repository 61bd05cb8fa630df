import type { Memory } from '../process/usage.ts';
import { ledgerChecks } from '../report/ledger-checks.ts';
import { median } from '../report/median.ts';
import type { BenchResult } from '../report/result.ts';
import { roundsRow } from '../report/rounds-row.ts';
import { say } from '../report/say.ts';
import type { Stage } from '../servers/open-stage.ts';
import { readLedger } from '../servers/read-ledger.ts';
import { conditionsOf } from './conditions.ts';
import { sallyport } from './subjects.ts';

const CONNECTIONS = 32;
/** Looks at the memory this often; a tenth of the looks is printed. */
const LOOKS = 100;
const MEGABYTE = 1_000_000;

/** Sends so many embedding calls over 32 connections, and looks at the memory of the companion's process as it goes. */
export async function watchMemory(stage: Stage, calls: number): Promise<BenchResult> {
  const before = await readLedger(stage.ours);
  const looks = await lookWhileCalling(stage, calls);
  const resident = looks.map((look) => look.resident / MEGABYTE);
  const heap = looks.map((look) => look.heap / MEGABYTE);
  const subject = 'sallyport';
  return {
    name: 'companion-calls',
    rows: [
      roundsRow({ subject, metric: 'resident memory', unit: 'MB', rounds: resident }),
      roundsRow({ subject, metric: 'heap after a collection', unit: 'MB', rounds: heap }),
    ],
    ratios: { resident_last_vs_second_fifth: growth(resident), heap_last_vs_second_fifth: growth(heap) },
    checks: ledgerChecks({ before, after: await readLedger(stage.ours), calls }),
    conditions: { ...conditionsOf(stage), calls: String(calls) },
  };
}

async function lookWhileCalling(stage: Stage, calls: number): Promise<readonly Memory[]> {
  const looks: Memory[] = [];
  const share = Math.ceil(calls / LOOKS);
  for (let first = 0; first < calls; first += share) {
    const count = Math.min(share, calls - first);
    const to = await sallyport(stage).destination();
    await stage.load.ask('call', { to, operation: 'embeddings', connections: CONNECTIONS, count, first });
    const look = await stage.ours.process.ask('memory');
    looks.push(look);
    if (looks.length % 10 === 0) say(lineOf(first + count, look));
  }
  return looks;
}

function lineOf(calls: number, { resident, heap }: Memory): string {
  const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1).padStart(6)} MB`;
  return `${String(calls).padStart(8)} calls: ${megabytes(resident)} resident, ${megabytes(heap)} heap`;
}

/** The median of the last fifth over that of the second: the first still warms up. */
export function growth(values: readonly number[]): number {
  const fifth = Math.ceil(values.length / 5);
  return median(values.slice(-fifth)) / median(values.slice(fifth, 2 * fifth));
}
