import { SallyportError } from '@sallyport/core';
import { recordedAct } from '../../door/recorded-act.ts';
import type { DeadLetter, SinkState } from '../../sinks/index.ts';
import { type AdminAct, actEvent } from './admin-act.ts';

/** How the sinks are doing, by name. */
const LIST_SINKS: AdminAct = {
  method: 'GET',
  path: '/v1/admin/sinks',
  anyOf: ['auditor'],
  perform: ({ log, sinks }, call) =>
    recordedAct(log, actEvent('admin.read', call, { read: 'sinks' }), async () => ({
      sinks: (await sinks.list()).map(sinkJson),
    })),
};

/** The entries that a sink will never take, from an index on, at most 200. */
const LIST_DEAD: AdminAct = {
  method: 'POST',
  path: '/v1/admin/sinks/dead',
  anyOf: ['auditor'],
  body: { required: ['sink'], optional: ['from'] },
  perform: async ({ log, sinks }, call) => {
    const { sink = '', from = '0' } = call.body;
    const first = readIndex(from);
    return recordedAct(log, actEvent('admin.read', call, { read: 'sinks' }), async () => ({
      dead: (await sinks.dead(sink, first)).map(deadJson),
    }));
  },
};

/** Has them tried again, all of them or one. They are read from the ledger once more, so the event of it says that. */
const RETRY_DEAD: AdminAct = {
  method: 'POST',
  path: '/v1/admin/sinks/retry',
  anyOf: [],
  body: { required: ['sink'], optional: ['index'] },
  perform: async ({ log, sinks }, call) => {
    const { sink = '', index } = call.body;
    const one = index === undefined ? undefined : readIndex(index);
    return recordedAct(log, actEvent('admin.read', call, { read: 'sinks' }), async () => ({
      sink,
      retried: await sinks.retry(sink, one),
    }));
  },
};

/** What can be done about sinks. */
export const SINK_ACTS: readonly AdminAct[] = [LIST_SINKS, LIST_DEAD, RETRY_DEAD];

/** The index of an entry in decimal digits. Raises `request_invalid`. */
function readIndex(text: string): number {
  if (!/^(?:0|[1-9][0-9]{0,14})$/.test(text)) throw new SallyportError('request_invalid');
  return Number(text);
}

function sinkJson({ name, kind, next, lagEntries, lagSeconds, failures, error, ...state }: SinkState): object {
  const { dueAt, deliveredAt, deadLetters } = state;
  return {
    sink: name,
    ...(kind === undefined ? {} : { kind }),
    next,
    lag_entries: lagEntries,
    lag_seconds: Math.round(lagSeconds),
    dead_letters: deadLetters,
    failures,
    ...(error === undefined ? {} : { error, due_at: dueAt.toISOString() }),
    ...(deliveredAt === undefined ? {} : { delivered_at: deliveredAt.toISOString() }),
  };
}

function deadJson({ index, error, diedAt, again }: DeadLetter): object {
  return { index, error, died_at: diedAt.toISOString(), ...(again ? { again } : {}) };
}
