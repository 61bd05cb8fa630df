import { guarded, type SqlRunner } from '../storage/index.ts';

/** The endorsements that lead from the ledger's first keys to those of now, the first one first. Raises `ledger_unavailable`. */
export async function readSteps(database: SqlRunner): Promise<readonly string[]> {
  const text = 'select endorsement from trust_step order by position';
  const rows = await guarded(database.query({ name: 'sallyport_trust_steps', text, values: [] }));
  return rows.map(({ endorsement }) => String(endorsement));
}

/** A step, and its place: how many there are before it. */
export interface NewStep {
  readonly position: number;
  readonly endorsement: string;
}

/** Stores a step, and tells whether its place was free. Rejects with the driver's own error. */
export async function addStep(runner: SqlRunner, { position, endorsement }: NewStep): Promise<boolean> {
  const added = await runner.query({
    name: 'sallyport_trust_step_add',
    text: 'insert into trust_step (position, endorsement) values ($1, $2) on conflict do nothing returning position',
    values: [position, endorsement],
  });
  return added.length === 1;
}
