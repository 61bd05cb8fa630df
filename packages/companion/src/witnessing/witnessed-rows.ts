import { asc } from 'drizzle-orm';
import { type Database, guarded, schema } from '../storage/index.ts';
import type { SignedCheckpoint } from './signed-log.ts';

/** The latest checkpoint that a witness cosigned, as it is kept. Who can write the database can write this, too: the note says what is true of it. */
export interface WitnessedRow {
  /** The name of the witness's key. */
  readonly witness: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** The checkpoint with its cosignature. */
  readonly note: string;
  /** When it came, by the clock of the companion that asked. */
  readonly cosignedAt: Date;
}

/** What is kept of every witness, by name. Raises `ledger_unavailable`. */
export function readWitnessed({ orm }: Database): Promise<readonly WitnessedRow[]> {
  const { ledgerWitnessed } = schema;
  return guarded(orm.select().from(ledgerWitnessed).orderBy(asc(ledgerWitnessed.witness)));
}

/** Keeps what a witness cosigned, in the place of what it cosigned before. Raises `ledger_unavailable`. */
export async function keepWitnessed(
  { orm }: Database,
  cosigned: { readonly witness: string; readonly checkpoint: SignedCheckpoint; readonly at: number },
): Promise<void> {
  const { ledgerWitnessed } = schema;
  const { size, root, note } = cosigned.checkpoint;
  const row = { size, root, note, cosignedAt: new Date(cosigned.at) };
  await guarded(
    orm
      .insert(ledgerWitnessed)
      .values({ witness: cosigned.witness, ...row })
      .onConflictDoUpdate({ target: ledgerWitnessed.witness, set: row }),
  );
}
