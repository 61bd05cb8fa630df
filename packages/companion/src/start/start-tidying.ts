import type { Clock } from '@sallyport/core';
import type { Access } from '../access/index.ts';
import { adminSessions } from '../admin/index.ts';
import type { Config } from '../config/index.ts';
import type { SubjectTokens } from '../grants/subject-tokens.ts';
import { forgetLimits } from '../limits/index.ts';
import type { Log } from '../log/index.ts';
import type { Recordings } from '../recordings/index.ts';
import { startSweeper } from '../sweeper/index.ts';
import type { CompanionStore } from './open-companion-store.ts';
import type { Evidence } from './open-evidence.ts';
import { ownEventReader } from './own-event-reader.ts';

/** What is tidied up, and by which clock. */
export interface TidyingParts extends Evidence {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: CompanionStore;
  readonly subjectTokens: SubjectTokens;
  readonly recordings: Pick<Recordings, 'cut'>;
  readonly access: Pick<Access, 'forget'>;
}

/** Work that goes on beside the calls. */
export interface Tidying {
  /** Begins nothing more, and resolves once what runs has ended. */
  stop(): Promise<void>;
}

/** What a call may take beside the provider's time: masking, two commits, and clocks that differ. */
const SLACK_MS = 60_000;

const FORGET_EVERY_MS = 300_000;

/** Starts to close the sessions that crashes left open, and to forget what has expired: identity tokens, revocations, what served once, sessions of the admin plane, what was counted. */
export function startTidying(parts: TidyingParts): Tidying {
  const { clock, log, ledger, events, recordings } = parts;
  const readEvent = ownEventReader(parts);
  const unclosedSessions = ledger.unclosedSessions.bind(ledger);
  const sweeper = startSweeper({
    ledger: { unclosedSessions, readEvent },
    events,
    cut: recordings.cut,
    log,
    openedBefore: openedBefore(parts),
  });
  const { database } = parts.store;
  const limits = { forget: (before: number) => forgetLimits(database, before) };
  const expiring = [parts.subjectTokens, parts.access, adminSessions(database), limits];
  const forget = async () => {
    const before = clock.now() - SLACK_MS;
    const forgotten = await Promise.allSettled(expiring.map((one) => one.forget(before)));
    const failed = forgotten.find((one) => one.status === 'rejected');
    if (failed !== undefined) log.error('ledger unavailable', failed.reason);
  };
  let forgetting: Promise<void> | undefined;
  const timer = setInterval(() => {
    forgetting = forget();
  }, FORGET_EVERY_MS).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await forgetting;
      await sweeper.stop();
    },
  };
}

/**
 * The embedded database has one process, so what was open before it started is nobody's. Of a shared one a session may be
 * another replica's, as long as a call can take.
 */
function openedBefore({ config, clock, store }: TidyingParts): () => number {
  const started = store.database.kind === 'pglite' ? clock.now() : Number.NEGATIVE_INFINITY;
  return () => Math.max(started, clock.now() - config.limits.upstreamTimeoutMs - SLACK_MS);
}
