import { measureFlush } from '../report/measure-flush.ts';
import type { Stage } from '../servers/open-stage.ts';
import { eventsRow, flushRow, type LedgerFigures, type LedgerPlan } from './ledger-figures.ts';
import type { EventFigures } from './send-batches.ts';
import { eventsOf, SHAPES, type Shape, wordsOf } from './shapes.ts';

/** The metric of a shape's rows. */
export function eventsMetric(shape: Shape): string {
  return `client events over HTTP, ${wordsOf(shape)}`;
}

/** Sends signed client events by `POST /v1/events`, each shape in turn, round after round; the first round warms up. */
export async function measureEvents(stage: Stage, { subject, options }: LedgerPlan): Promise<LedgerFigures> {
  const { rounds, count } = options;
  const measured = SHAPES.map((shape) => ({ shape, events: eventsOf(shape, count), taken: [] as EventFigures[] }));
  const flushes: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    flushes.push(await measureFlush(stage.ours.folder));
    for (const { shape, events, taken } of measured) taken.push(await send(stage, { shape, events }));
  }
  const all = measured.flatMap(({ taken }) => taken);
  const rows = measured.map(({ shape, taken }) => {
    const perSecond = taken.slice(1).map(({ acknowledged, seconds }) => acknowledged / seconds);
    return eventsRow({ subject, metric: eventsMetric(shape), rounds: perSecond });
  });
  return {
    rows: [...rows, flushRow({ metric: `${subject}, client events over HTTP: a flush`, rounds: flushes })],
    sent: measured.reduce((sum, { events }) => sum + events * (rounds + 1), 0),
    acknowledged: all.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
    grants: all.length,
  };
}

async function send(
  { load, ours }: Stage,
  order: { readonly shape: Shape; readonly events: number },
): Promise<EventFigures> {
  const { connections, batch } = order.shape;
  return load.ask('sendEvents', { grant: await ours.grant(), size: batch, count: order.events / batch, connections });
}
