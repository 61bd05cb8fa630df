import type { Clock } from '@sallyport/core';
import { importEventKeys, verifyEvent } from '@sallyport/ledger';
import { adminSessions } from '../admin/index.ts';
import type { Config } from '../config/index.ts';
import type { SubjectTokens } from '../grants/subject-tokens.ts';
import type { Log } from '../log/index.ts';
import { startSweeper } from '../sweeper/index.ts';
import type { CompanionStore } from './open-companion-store.ts';
import type { Evidence } from './open-evidence.ts';

/** What is tidied up, and by which clock. */
export interface TidyingParts extends Evidence {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: CompanionStore;
  readonly subjectTokens: SubjectTokens;
}

/** Work that goes on beside the calls. */
export interface Tidying {
  /** Begins nothing more, and resolves once what runs has ended. */
  stop(): Promise<void>;
}

/** What a call may take beside the provider's time: masking, two commits, and clocks that differ. */
const SLACK_MS = 60_000;

const FORGET_EVERY_MS = 300_000;

/** Starts to close the sessions that crashes left open, and to forget identity tokens and sessions of the admin plane that have expired. */
export function startTidying(parts: TidyingParts): Tidying {
  const { clock, log, ledger, events, keys } = parts;
  const eventKeys = importEventKeys([keys.event.publicKey]);
  const readEvent = async (index: number) => verifyEvent(await ledger.leaf(index), await eventKeys);
  const unclosedSessions = ledger.unclosedSessions.bind(ledger);
  const sweeper = startSweeper({
    ledger: { unclosedSessions, readEvent },
    events,
    log,
    openedBefore: openedBefore(parts),
  });
  const sessions = adminSessions(parts.store.database);
  const forget = () =>
    Promise.all([parts.subjectTokens, sessions].map((expiring) => expiring.forget(clock.now() - SLACK_MS))).catch(
      (cause: unknown) => log.error('ledger unavailable', cause),
    );
  const timer = setInterval(() => void forget(), FORGET_EVERY_MS).unref();
  return {
    stop: async () => {
      clearInterval(timer);
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
