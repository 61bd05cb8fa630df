import type { Options } from '../options.ts';
import { Closing } from '../process/closing.ts';
import type { Check, Row } from '../report/result.ts';
import { say } from '../report/say.ts';
import { openStage, type Stage } from '../servers/open-stage.ts';
import { readLedger } from '../servers/read-ledger.ts';
import type { DatabaseKind } from '../servers/start-ours.ts';
import type { LedgerFigures, LedgerPlan } from './ledger-figures.ts';
import { measureAppends } from './measure-appends.ts';
import { eventsMetric, measureEvents } from './measure-events.ts';
import { HUNDRED } from './shapes.ts';

/** The ledger's figures on one database. */
export interface DatabaseFigures {
  readonly rows: readonly Row[];
  /** Client events a second over HTTP, a hundred waiting; `NaN` where they were not measured. */
  readonly hundred: number;
  readonly checks: readonly Check[];
  /** What the database says of its durability, in one line. */
  readonly durability: string;
}

/** Measures the ledger on one database, and recounts and verifies it afterwards. */
export async function benchDatabase(database: DatabaseKind, options: Options): Promise<DatabaseFigures> {
  const closing = new Closing();
  try {
    const stage = await openStage(closing, database);
    const before = await stage.ours.process.ask('size');
    const figures = await measureAll(stage, { subject: database, options });
    say(`${database}: exporting, recounting and verifying the ledger …`);
    const { leaves } = await readLedger(stage.ours);
    const counted = countChecks(figures, leaves - before);
    const verified = { claim: `the ledger of ${leaves} leaves verifies from end to end`, holds: true };
    const rows = figures.flatMap((one) => one.rows);
    return {
      rows,
      hundred: rows.find(({ metric }) => metric === eventsMetric(HUNDRED))?.value ?? Number.NaN,
      checks: [...counted, verified].map(({ claim, holds }) => ({ claim: `${database}: ${claim}`, holds })),
      durability: durabilityOf(stage),
    };
  } finally {
    await closing.close();
  }
}

async function measureAll(stage: Stage, plan: LedgerPlan): Promise<readonly LedgerFigures[]> {
  say(`${plan.subject}: events appended in the process …`);
  const appends = await measureAppends(stage, plan);
  if (plan.options.inProcess) return [appends];
  say(`${plan.subject}: client events over HTTP …`);
  return [appends, await measureEvents(stage, plan)];
}

function countChecks(figures: readonly LedgerFigures[], leaves: number): readonly Check[] {
  const sum = (of: (one: LedgerFigures) => number): number => figures.reduce((total, one) => total + of(one), 0);
  const [sent, acknowledged, grants] = [
    sum((one) => one.sent),
    sum((one) => one.acknowledged),
    sum((one) => one.grants),
  ];
  return [
    { claim: `${acknowledged} of ${sent} events were acknowledged`, holds: acknowledged === sent },
    {
      claim: `recounted, the ledger grew by ${leaves} leaves: those events, and ${grants} grants`,
      holds: leaves === acknowledged + grants,
    },
  ];
}

function durabilityOf({ ours }: Stage): string {
  return Object.entries(ours.durability)
    .flatMap(([name, value]) => (name === 'database' ? [] : `${name} ${value}`))
    .join(', ');
}
