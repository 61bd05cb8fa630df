import type { EventDraft, EventLog } from '../door/event-log.ts';
import type { SessionMark } from '../ledger/index.ts';
import { FailureAggregator } from './failure-aggregator.ts';
import type { Quota } from './quota.ts';
import { sourceQuotaKey } from './source-quota-key.ts';

/** How a log is limited. */
export interface EventLimits {
  /** How many failures of one source are recorded one by one. */
  readonly quota: Quota;
  /** How long a counted failure waits to be recorded, in milliseconds. Default 10,000. */
  readonly flushEveryMs?: number;
  /** Told where each failed authentication came from, recorded or counted. */
  readonly failed?: (clientIp: string | undefined) => void;
}

/** An event log that counts some events before it records them. */
export interface LimitedEventLog extends EventLog {
  /**
   * Records what is counted; from then on each event is recorded by itself. Raises what the log raised when that fails: call it again
   * to try again. Goes before the ledger's own `close`.
   */
  close(): Promise<void>;
}

/**
 * Keeps those whom nobody knows, or who exceed a quota, from growing the ledger: when an `auth.failed` event without identity or of
 * `quota_exceeded`, beyond the quota of its source, is to be recorded, it is counted by its error code, and `record` resolves at once. Each interval one `auth.failed` event a code is
 * recorded with `details: { error, count }`, and no source. Everything else passes as it is, and is refused as it was; so does all
 * that is committed together, whose caller is told where it stands.
 *
 * No failure is lost or counted twice while the process lives, also when the ledger is away for a while; a crash loses what was
 * counted since the last interval that could be recorded. Together the ledger gets at most what the quota gives to all its keys, and
 * one event a code and interval.
 */
export function limitedEventLog(log: EventLog, { quota, flushEveryMs = 10_000, failed }: EventLimits): LimitedEventLog {
  const failures = new FailureAggregator({ log, flushEveryMs });
  let closed = false;
  return Object.freeze({
    record: async (draft: EventDraft, mark?: SessionMark) => {
      if (draft.kind === 'auth.failed') failed?.(draft.clientIp);
      const counted = isCheapFailure(draft) && !closed && !quota.take(sourceQuotaKey(draft.clientIp));
      if (counted) failures.count(draft.details.error);
      else await log.record(draft, mark);
    },
    commit: (items) => log.commit(items),
    close: async () => {
      closed = true;
      await failures.drain();
    },
  } satisfies LimitedEventLog);
}

/** Costs whoever causes it next to nothing, so that it must not cost the ledger more. */
function isCheapFailure({ kind, identity, details }: EventDraft): boolean {
  return kind === 'auth.failed' && (identity === undefined || details.error === 'quota_exceeded');
}
