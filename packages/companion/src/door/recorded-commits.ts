import { asSallyportError, isSallyportError, type SallyportError } from '@sallyport/core';
import type { Intended, Outcome } from '@sallyport/pipeline';
import type { ClientItem, Settled } from '../ledger/index.ts';
import type { RecordingChange, SessionRecorder } from '../recordings/index.ts';
import type { DraftItem, EventLog } from './event-log.ts';

/** Where events go, and who records what they are about. */
export interface RecordedCommitParts {
  readonly log: Pick<EventLog, 'commit'>;
  /** Default: nothing is recorded. */
  readonly recorder?: Pick<SessionRecorder, 'carry' | 'keep' | 'carried'>;
}

/** A session that opened, and its recording where that began with it. */
interface Opened {
  readonly settled: readonly Settled[];
  readonly recording?: Parameters<SessionRecorder['keep']>[1];
}

/** Makes the events that open a session; the one that does takes along what is written about its recording. */
export type OpeningItems = (recorded: readonly RecordingChange[]) => readonly (DraftItem | ClientItem)[];

/**
 * Commits the intent of a session together with the beginning of its recording. What refuses the recording does not keep the intent out of the
 * log: then it begins by itself, after it, or fails. Raises as `EventLog.commit`.
 */
export async function commitIntent(
  { log, recorder }: RecordedCommitParts,
  { exchange, items }: { readonly exchange: Intended; readonly items: OpeningItems },
): Promise<Opened> {
  const carried = await recorder?.carry(exchange);
  if (carried === undefined) return { settled: await log.commit(items([])) };
  try {
    return { settled: await log.commit(items(carried.changes)), recording: carried.recording };
  } catch (cause) {
    if (!isUnrecorded(cause)) throw cause;
    return { settled: await log.commit(items([])) };
  }
}

/** A session that closes: how, and the event that says so. */
export interface Closing {
  readonly exchange: Intended;
  readonly outcome: Outcome;
  readonly item: (outcome: Outcome) => DraftItem;
}

/**
 * Commits the outcome of a session together with the end of its recording. Where that cannot be written even by itself, the outcome says
 * so, and `recording_unavailable` is raised unless the call had failed before. Raises as `EventLog.commit`.
 */
export async function commitOutcome(
  { log, recorder }: RecordedCommitParts,
  { exchange, outcome, item }: Closing,
): Promise<void> {
  const recording = recorder?.carried(exchange.session);
  const recorded = recording?.takeEnd() ?? [];
  try {
    await log.commit([{ ...item(outcome), recorded }]);
  } catch (cause) {
    if (recording === undefined || !isUnrecorded(cause)) throw cause;
    const failure = await recording.writeEnd(recorded).then(() => undefined, asSallyportError);
    await log.commit([item(failure === undefined ? outcome : unrecorded(outcome, failure))]);
    if (failure !== undefined && outcome.error === undefined) throw failure;
  }
}

function isUnrecorded(cause: unknown): boolean {
  return isSallyportError(cause) && cause.code === 'recording_unavailable';
}

function unrecorded({ recording: _, ...outcome }: Outcome, failure: SallyportError): Outcome {
  return { ...outcome, error: outcome.error ?? failure };
}
