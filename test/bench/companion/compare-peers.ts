import type { Options } from '../options.ts';
import type { Closing } from '../process/closing.ts';
import { ledgerChecks } from '../report/ledger-checks.ts';
import { median } from '../report/median.ts';
import type { BenchResult, Check } from '../report/result.ts';
import { say } from '../report/say.ts';
import type { Stage } from '../servers/open-stage.ts';
import { readLedger } from '../servers/read-ledger.ts';
import { startPortkey } from '../servers/start-portkey.ts';
import { alternate, type Measured, notesOf } from './alternate.ts';
import { checkStage } from './check-stage.ts';
import { addedP50, diskRow, latencyRows, throughputRatio, throughputRows } from './companion-rows.ts';
import { conditionsOf } from './conditions.ts';
import { type Plans, planComparisons } from './plans.ts';

const PLAIN = 'embeddings, 32 connections';
const GUARDED = 'chat completions, 32 connections';
const SINGLE = 'embeddings, 1 connection';

type Comparisons = Readonly<Record<keyof Plans, readonly Measured[]>>;

/** Compares the companion, with everything on, with Portkey: how many calls a second, and how much later one answer comes. */
export async function comparePeers(
  stage: Stage,
  { options, closing }: { readonly options: Options; readonly closing: Closing },
): Promise<BenchResult> {
  const portkey = await startPortkey(closing);
  const checks = await checkStage(stage, portkey);
  const plans = planComparisons(stage, portkey, options);
  const [compared, counted] = await watched(stage, { plans, compare: () => compare(stage, plans) });
  return {
    name: 'companion',
    rows: [
      ...throughputRows(compared.plain, PLAIN),
      diskRow(compared.plain, PLAIN),
      ...throughputRows(compared.guarded, GUARDED),
      diskRow(compared.guarded, GUARDED),
      ...latencyRows(compared.single, SINGLE),
      diskRow(compared.single, SINGLE),
    ],
    ratios: ratiosOf(compared),
    checks: [...checks, ...counted],
    conditions: { ...conditionsOf(stage), rounds: `${options.rounds}, and one before them to warm up` },
  };
}

async function compare(stage: Stage, { plain, guarded, single }: Plans): Promise<Comparisons> {
  say(`${PLAIN}, in turn with Portkey …`);
  const first = await alternate(stage, plain);
  say(`${GUARDED}, in turn with Portkey and one guard …`);
  const second = await alternate(stage, guarded);
  say(`${SINGLE}, in turn with the stub and Portkey …`);
  return { plain: first, guarded: second, single: await alternate(stage, single) };
}

function ratiosOf({ plain, guarded, single: [direct, ours] }: Comparisons): BenchResult['ratios'] {
  return {
    rps_vs_portkey_32: throughputRatio(plain),
    rps_vs_portkey_guarded_32: throughputRatio(guarded),
    added_p50_ms_1: median(addedP50(ours, direct)),
  };
}

interface Watched {
  readonly plans: Plans;
  readonly compare: () => Promise<Comparisons>;
}

/** Carries out the comparisons, and checks that the provider got every call and the ledger tells of every one of ours. */
async function watched(stage: Stage, { plans, compare: work }: Watched): Promise<[Comparisons, readonly Check[]]> {
  const [before, arrivedBefore] = [await readLedger(stage.ours), await stage.stub.ask('count')];
  const compared = await work();
  const arrived = (await stage.stub.ask('count')) - arrivedBefore;
  const all = Object.values<Plans[keyof Plans]>({ ...plans });
  const sent = all.reduce((sum, plan) => sum + notesOf(plan) * plan.subjects.length, 0);
  const calls = all.reduce((sum, plan) => sum + notesOf(plan), 0);
  say('exporting, recounting and verifying the ledger …');
  const checks = [
    { claim: `${arrived} of ${sent} calls reached the provider`, holds: arrived === sent },
    ...ledgerChecks({ before, after: await readLedger(stage.ours), calls }),
  ];
  return [compared, checks];
}
