import { measureFlush } from '../report/measure-flush.ts';
import type { Stage } from '../servers/open-stage.ts';
import { eventsRow, flushRow, type LedgerFigures, type LedgerPlan } from './ledger-figures.ts';
import { eventsOf } from './shapes.ts';

const WAITING = [1, 10, 100] as const;

/** Appends events inside the companion, which signs them: what the ledger takes without HTTP. The first round warms up. */
export async function measureAppends(stage: Stage, { subject, options }: LedgerPlan): Promise<LedgerFigures> {
  const { rounds, count } = options;
  const measured = WAITING.map((waiting) => {
    return { waiting, events: eventsOf({ connections: waiting, batch: 1 }, count), seconds: [] as number[] };
  });
  const flushes: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    flushes.push(await measureFlush(stage.ours.folder));
    for (const { waiting, events, seconds } of measured) {
      seconds.push(await stage.ours.process.ask('append', { count: events, waiting }));
    }
  }
  const rows = measured.map(({ waiting, events, seconds }) => {
    const perSecond = seconds.slice(1).map((took) => events / took);
    return eventsRow({ subject, metric: `own events in the process, ${waiting} waiting`, rounds: perSecond });
  });
  const appended = measured.reduce((sum, { events }) => sum + events * (rounds + 1), 0);
  return {
    rows: [...rows, flushRow({ metric: `${subject}, own events in the process: a flush`, rounds: flushes })],
    sent: appended,
    acknowledged: appended,
    grants: 0,
  };
}
