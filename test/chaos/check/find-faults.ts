import { type LedgerTally, NO_SESSION } from './ledger-tally.ts';
import type { Promises } from './promises.ts';
import type { StoredRecordings } from './read-recordings.ts';

/**
 * - `lost`: it was acknowledged, and the ledger does not have it
 * - `duplicated`: the ledger has it more than once
 * - `unintended`: a request reached the provider without a durable intent of its own
 * - `open`: a session without an outcome
 */
export const FAULT_KINDS = ['lost', 'duplicated', 'unintended', 'open'] as const;

/** Something that must not be. */
export interface Fault {
  readonly kind: (typeof FAULT_KINDS)[number];
  /** Of which leaf, session or call. */
  readonly words: string;
}

/** Holds what was promised against a ledger whose open sessions have been swept, and what the ledger says against the recordings. */
export function findFaults(
  promises: Promises,
  { ledger, recordings }: { readonly ledger: LedgerTally; readonly recordings: StoredRecordings },
): readonly Fault[] {
  return [
    ...promisedIntents(promises, ledger),
    ...promisedSessions(promises, ledger),
    ...promisedOutcomes(promises, ledger),
    ...everySession(ledger),
    ...everyOutcome(ledger),
    ...everyRequest(promises, ledger),
    ...everyRecording(ledger, recordings),
  ];
}

function promisedIntents({ intents }: Promises, ledger: LedgerTally): readonly Fault[] {
  return intents
    .filter(({ index, leafHash }) => ledger.hash(index) !== leafHash)
    .map(({ index, correlationId }) => lost(`leaf ${index}, receipted for call ${correlationId}`));
}

function* promisedSessions({ sessions }: Promises, ledger: LedgerTally): Generator<Fault> {
  for (const [id, { correlationId, answered }] of sessions) {
    const session = ledger.sessions.get(id) ?? NO_SESSION;
    if (session.intents === 0 || session.correlationId !== correlationId) yield lost(`intent of session ${id}`);
    // What the sweeper wrote is not what was acknowledged.
    if (session.outcomes === 0 || (answered && session.status !== 'success')) yield lost(`outcome of session ${id}`);
  }
}

function promisedOutcomes({ outcomes }: Promises, ledger: LedgerTally): readonly Fault[] {
  return [...outcomes].filter((id) => !ledger.clientOutcomes.has(id)).map((id) => lost(`client.outcome of call ${id}`));
}

function* everySession({ sessions }: LedgerTally): Generator<Fault> {
  for (const [id, { intents, outcomes }] of sessions) {
    if (intents === 0) yield lost(`intent of session ${id}, which has an outcome`);
    if (intents > 1) yield duplicated(`intent of session ${id}`);
    if (outcomes > 1) yield duplicated(`outcome of session ${id}`);
    if (outcomes === 0) yield { kind: 'open', words: `session ${id}` };
  }
}

/** A call is made once, and has one outcome. */
function everyOutcome({ clientOutcomes }: LedgerTally): readonly Fault[] {
  return [...clientOutcomes].filter(([, times]) => times > 1).map(([id]) => duplicated(`client.outcome of call ${id}`));
}

/** A request that was sent again belongs to another session, and so has another intent. */
function* everyRequest({ requests, strangeRequests }: Promises, ledger: LedgerTally): Generator<Fault> {
  for (const [id, times] of requests) {
    const without = times - (ledger.sessionIntents.get(id) ?? 0);
    for (let request = 0; request < without; request++) yield { kind: 'unintended', words: `request of call ${id}` };
  }
  for (let request = 0; request < strangeRequests; request++) yield { kind: 'unintended', words: 'request of no call' };
}

/** What went well was recorded; and whatever the ledger says of a recording, and it alone, is stored. */
function* everyRecording({ sessions }: LedgerTally, recordings: StoredRecordings): Generator<Fault> {
  for (const [id, { outcomes, status, recording }] of sessions) {
    if (outcomes === 0) continue;
    const stored = recordings.get(id);
    if (status === 'success' && recording?.digest === undefined) yield lost(`recording of session ${id}`);
    if (recording?.digest !== stored?.digest && (recording?.digest !== undefined || status !== 'failure'))
      yield lost(`recording of session ${id} as the ledger has it`);
  }
}

function lost(words: string): Fault {
  return { kind: 'lost', words };
}

function duplicated(words: string): Fault {
  return { kind: 'duplicated', words };
}
