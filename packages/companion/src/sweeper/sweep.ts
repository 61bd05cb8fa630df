import { asSallyportError, type SallyportError } from '@sallyport/core';
import type { LedgerEvent } from '@sallyport/ledger';
import type { EventLog } from '../door/event-log.ts';
import type { Ledger, UnclosedSession } from '../ledger/index.ts';
import type { CutRecording } from '../recordings/index.ts';
import { unknownOutcome } from './unknown-outcome.ts';

/** The ledger, as a sweep sees it. */
export interface SweptLedger extends Pick<Ledger, 'unclosedSessions'> {
  /** The event at an index, verified: what it says is signed again. Raises `ledger_corrupt`, `ledger_unavailable`. */
  readEvent(index: number): Promise<LedgerEvent>;
}

/** What a sweep works with. */
export interface SweepParts {
  readonly ledger: SweptLedger;
  readonly events: Pick<EventLog, 'record'>;
  /** Ends what was recorded of a session. Default: nothing is recorded. */
  readonly cut?: CutRecording;
  /** Sessions opened from this time on, milliseconds since the epoch, are left alone: they may still be going on. */
  readonly openedBefore: number;
  /** How many sessions are closed at once. */
  readonly pageSize: number;
  /** Ends the sweep after the page it is at. */
  readonly signal: AbortSignal;
}

/** What came of a sweep. */
export interface Swept {
  /** How many sessions it closed. */
  readonly closed: number;
  /** How many it could not close. */
  readonly failed: number;
  /** The first reason why. */
  readonly error?: SallyportError;
}

/** How many sessions a sweep remembers to have passed over; it ends when there are more. */
const MAX_PASSED = 1_024;

/**
 * Closes the sessions that a crash left open, page by page, each with a `session.outcome` of status `unknown`. One that somebody else
 * closed meanwhile is closed; one that cannot be is passed over. Ends early when the ledger is away. Never rejects.
 */
export async function sweep(parts: SweepParts): Promise<Swept> {
  const passed = new Set<string>();
  let swept: Swept = { closed: 0, failed: 0 };
  try {
    while (!parts.signal.aborted && passed.size <= MAX_PASSED) {
      const page = await nextPage(parts, passed);
      if (page.length === 0) break;
      const results = await Promise.all(page.map((session) => closeSession(parts, session)));
      for (const [place, { id }] of page.entries()) if (results[place] !== 'closed') passed.add(id);
      swept = sumUp(swept, results);
      if (swept.error?.retry === true) break;
    }
    return swept;
  } catch (cause) {
    return { ...swept, error: asSallyportError(cause) };
  }
}

/** Those who were passed over may still stand first. */
async function nextPage({ ledger, openedBefore, pageSize }: SweepParts, passed: ReadonlySet<string>) {
  const found = await ledger.unclosedSessions({ openedBefore, limit: pageSize + passed.size });
  return found.filter(({ id }) => !passed.has(id)).slice(0, pageSize);
}

type Result = 'closed' | 'gone' | SallyportError;

async function closeSession({ ledger, events, cut }: SweepParts, session: UnclosedSession): Promise<Result> {
  try {
    const intent = await ledger.readEvent(session.openedIndex);
    const draft = unknownOutcome(session.id, intent, await cut?.(session.id));
    return await events.record(draft, 'close').then(() => 'closed' as const, goneOrFailed);
  } catch (cause) {
    return asSallyportError(cause);
  }
}

/** Of a well-formed close, the ledger only refuses that the session is open. */
function goneOrFailed(cause: unknown): Result {
  const error = asSallyportError(cause);
  return error.code === 'request_invalid' ? 'gone' : error;
}

/** Of the reasons, one that the ledger is away comes first: it ends the sweep. */
function sumUp({ closed, failed, error }: Swept, results: readonly Result[]): Swept {
  const errors = results.filter((result) => typeof result === 'object');
  const first = errors.find(({ retry }) => retry) ?? error ?? errors[0];
  return {
    closed: closed + results.filter((result) => result === 'closed').length,
    failed: failed + errors.length,
    ...(first === undefined ? {} : { error: first }),
  };
}
