import { asSallyportError, type Clock, type ErrorCode, isSallyportError } from '@sallyport/core';
import { checkCosignatures } from '@sallyport/ledger';
import type { Database } from '../storage/index.ts';
import type { SignedCheckpoint, SignedLog } from './signed-log.ts';
import { type Contradiction, submitCheckpoint, type Verdict } from './submit-checkpoint.ts';
import type { WitnessClient } from './witness-client.ts';
import { keepWitnessed, readWitnessed, type WitnessedRow } from './witnessed-rows.ts';

/** What a round works with. */
export interface RoundParts {
  readonly log: SignedLog;
  readonly database: Database;
  readonly witnesses: readonly WitnessClient[];
  readonly clock: Clock;
}

/** What came of asking every witness once. */
export interface Round {
  /** What they were asked to cosign. */
  readonly checkpoint: SignedCheckpoint;
  /** The names of those that cosigned it. */
  readonly cosignedBy: readonly string[];
  /** Whether any cosigned, this or what the log had become meanwhile. */
  readonly answered: boolean;
  readonly contradiction?: Contradiction;
  /** What those that gave no answer failed with, by name. */
  readonly failures: readonly { readonly witness: string; readonly code: ErrorCode }[];
  /** The names of those that do not know the log. */
  readonly strangers: readonly string[];
}

type Outcome = Verdict | { readonly failed: ErrorCode };

/**
 * Asks every witness at once to cosign the latest checkpoint, and keeps what they cosign. What a witness fails with is part of the result.
 * Raises `ledger_unavailable`, `ledger_corrupt`.
 */
export async function witnessRound(parts: RoundParts): Promise<Round> {
  const { log, database, witnesses } = parts;
  const rows = new Map((await readWitnessed(database)).map((row) => [row.witness, row]));
  const checkpoint = await log.latest();
  const outcomes = await Promise.all(
    witnesses.map(async (client) => {
      const outcome = await ask(parts, { client, checkpoint, row: rows.get(client.name) });
      if ('cosigned' in outcome) await keep(parts, client.name, outcome.cosigned);
      return { witness: client.name, outcome };
    }),
  );
  return Object.freeze({ checkpoint, ...summaryOf(outcomes, checkpoint) });
}

async function ask(
  { log }: RoundParts,
  asked: {
    readonly client: WitnessClient;
    readonly checkpoint: SignedCheckpoint;
    readonly row: WitnessedRow | undefined;
  },
): Promise<Outcome> {
  const { client, checkpoint, row } = asked;
  try {
    const before = row && (await believed(log, client, row));
    return await submitCheckpoint({ client, log, checkpoint, before });
  } catch (cause) {
    const failed = asSallyportError(cause).code;
    if (failed === 'witness_unavailable' || failed === 'witness_invalid') return { failed };
    throw cause;
  }
}

/** What is kept of a witness counts where it cosigned that, and the log signed it: with keys that were exchanged since, the witness is asked anew. */
async function believed(log: SignedLog, { key }: WitnessClient, { note }: WitnessedRow) {
  if ((await checkCosignatures(note, [key])).length === 0) return undefined;
  return log.open(note).catch((cause: unknown) => {
    if (isSallyportError(cause) && cause.code === 'ledger_corrupt') return undefined;
    throw cause;
  });
}

function keep({ database, clock }: RoundParts, witness: string, checkpoint: SignedCheckpoint): Promise<void> {
  return keepWitnessed(database, { witness, checkpoint, at: clock.now() });
}

function summaryOf(
  outcomes: readonly { readonly witness: string; readonly outcome: Outcome }[],
  { size }: SignedCheckpoint,
): Omit<Round, 'checkpoint'> {
  const contradictions = outcomes.flatMap(({ outcome }) => ('contradiction' in outcome ? [outcome.contradiction] : []));
  // Of two, the worse one: what is forked cannot be recovered.
  const contradiction = contradictions.find((one) => one === 'log_forked') ?? contradictions[0];
  return {
    cosignedBy: outcomes.flatMap(({ witness, outcome }) =>
      'cosigned' in outcome && outcome.cosigned.size === size ? [witness] : [],
    ),
    answered: outcomes.some(({ outcome }) => 'cosigned' in outcome),
    ...(contradiction === undefined ? {} : { contradiction }),
    failures: outcomes.flatMap(({ witness, outcome }) =>
      'failed' in outcome ? [{ witness, code: outcome.failed }] : [],
    ),
    strangers: outcomes.flatMap(({ witness, outcome }) => ('unknown' in outcome ? [witness] : [])),
  };
}
