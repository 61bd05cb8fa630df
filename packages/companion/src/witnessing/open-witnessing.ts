import type { Clock } from '@sallyport/core';
import type { Config } from '../config/index.ts';
import type { EventLog } from '../door/event-log.ts';
import type { Halt, Ledger } from '../ledger/index.ts';
import type { Log } from '../log/index.ts';
import type { SigningKeys } from '../secrets/index.ts';
import type { Database } from '../storage/index.ts';
import { checkWitnessed } from './check-witnessed.ts';
import { LogWatch } from './log-watch.ts';
import { latestRecoveries } from './recovery-rows.ts';
import { signedLog } from './signed-log.ts';
import { openTurns } from './turns.ts';
import { witnessClient } from './witness-client.ts';
import { witnessHttp } from './witness-http.ts';
import { witnessedNote } from './witnessed-note.ts';

/** What witnessing works with. */
export interface WitnessingParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: { readonly database: Database };
  readonly ledger: Ledger;
  readonly keys: Pick<SigningKeys, 'verifierKeys' | 'refresh'>;
  readonly events: Pick<EventLog, 'commit'>;
  readonly halt: Halt;
}

/** That the log is watched. */
export interface Witnessing extends Pick<LogWatch, 'refusal'> {
  /** As `witnessedNote`. */
  note(): Promise<string | undefined>;
  /** As `latestRecoveries`. */
  recoveries(): ReturnType<typeof latestRecoveries>;
  /** Begins to watch. */
  start(): void;
  /** Watches no more, and has the last of the log cosigned. */
  stop(): Promise<void>;
}

/** How often it is looked whether something is due. */
const LOOK_EVERY_MS = 1_000;

/** Asks the witnesses whether this log may be served, and what then watches it. Raises as `checkWitnessed` does. */
export async function openWitnessing(parts: WitnessingParts): Promise<Witnessing> {
  const { config, clock, log: lines, store, ledger, keys, events, halt } = parts;
  const { witnesses: configured = [], unwitnessedSeconds } = config.ledger;
  const way = witnessHttp();
  const witnesses = configured.map((one) => witnessClient(one, way));
  const { database } = store;
  const asking = { log: signedLog(ledger, keys), database, witnesses, clock, turns: openTurns(database) };
  try {
    await checkWitnessed(asking);
  } catch (cause) {
    await way.close();
    throw cause;
  }
  const watch = new LogWatch({ ...asking, events, halt, lines, unwitnessedMs: unwitnessedSeconds * 1000 });
  let timer: NodeJS.Timeout | undefined;
  return Object.freeze({
    refusal: () => watch.refusal(),
    note: () =>
      witnessedNote(
        database,
        witnesses.map(({ key }) => key),
      ),
    recoveries: () => latestRecoveries(database, ledger),
    start: () => {
      timer ??= setInterval(() => void watch.tick(), LOOK_EVERY_MS).unref();
    },
    stop: async () => {
      clearInterval(timer);
      await watch.end();
      await way.close();
    },
  });
}
