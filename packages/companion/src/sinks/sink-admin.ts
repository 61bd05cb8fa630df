import { SallyportError } from '@sallyport/core';
import { type DeadLetter, listDeadLetters, reviveDeadLetters } from './dead-letter-rows.ts';
import { readSinkStates, type SinkState, type SinkStateParts } from './read-sink-states.ts';

/** What people see of sinks, and do about them. */
export interface SinkAdmin {
  /** Raises `ledger_unavailable`. */
  list(): Promise<readonly SinkState[]>;
  /** At most 200 dead letters of a sink, from an index on. Raises `sink_unknown`, `ledger_unavailable`. */
  dead(sink: string, from: number): Promise<readonly DeadLetter[]>;
  /**
   * Has dead letters of a sink tried again, all or one, as soon as its turn comes; tells how many. Raises `sink_unknown`, also for a sink that
   * is not configured; `ledger_unavailable`.
   */
  retry(sink: string, index?: number): Promise<number>;
}

const PAGE = 200;

/** Opens it. */
export function sinkAdmin(parts: SinkStateParts): SinkAdmin {
  const { database, configs } = parts;
  const list = () => readSinkStates(parts);
  const demand = (known: boolean) => {
    if (!known) throw new SallyportError('sink_unknown');
  };
  const configured = (sink: string) => configs.some(({ name }) => name === sink);
  return Object.freeze({
    list,
    dead: async (sink, from) => {
      demand(configured(sink) || (await list()).some(({ name }) => name === sink));
      return listDeadLetters(database, { sink, from, most: PAGE });
    },
    retry: async (sink, index) => {
      demand(configured(sink));
      return reviveDeadLetters(database, sink, index);
    },
  } satisfies SinkAdmin);
}
