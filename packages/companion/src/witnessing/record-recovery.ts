import { SallyportError, toBase64url } from '@sallyport/core';
import type { Checkpoint } from '@sallyport/ledger';
import type { EventLog } from '../door/event-log.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Database } from '../storage/index.ts';
import type { Lost, RecoveryPlan } from './plan-recovery.ts';
import { keepRecovery } from './recovery-rows.ts';

/** What a witness is shown to go on from a restored log: `sallyport witness accept`. Bytes are base64. */
export interface RecoveryFile {
  readonly version: 1;
  readonly origin: string;
  readonly from: { readonly size: number; readonly root: string };
  readonly witnessed: { readonly size: number; readonly root: string; readonly note: string };
  /** Where `log.recovered` stands. */
  readonly index: number;
  /** Its exact bytes. */
  readonly leaf: string;
  /** That it is in the log of `checkpoint`, RFC 6962 §2.1.1. */
  readonly proof: readonly string[];
  readonly checkpoint: string;
}

/** What was recovered, and for which witnesses the file is. */
export interface Recovered {
  readonly witnesses: readonly string[];
  readonly file: RecoveryFile;
}

/** What a recovery is recorded with. */
export interface RecoveryParts {
  readonly events: Pick<EventLog, 'commit'>;
  readonly ledger: Pick<Ledger, 'proof'>;
  readonly database: Database;
}

/**
 * Says in the log itself that it was restored, from what and although what had been witnessed: one `log.recovered` for each state that
 * witnesses stopped at, because each accepts only what names its own. Resolves with the files for them once that is durable.
 * Raises what the log raises.
 */
export async function recordRecovery(
  { backup, lost }: RecoveryPlan,
  { events, ledger, database }: RecoveryParts,
): Promise<readonly Recovered[]> {
  const settled = await events.commit(
    lost.map(({ seen }) => {
      const details = { recovered: { from: detailsOf(backup), witnessed: detailsOf(seen) } };
      return { draft: { kind: 'log.recovered', status: 'success', details } };
    }),
  );
  return Promise.all(
    lost.map(async (one, at) => {
      const index = settled[at]?.index;
      if (index === undefined) throw new SallyportError('internal');
      await keepRecovery(database, { index, witnessed: one.seen.note });
      return { witnesses: one.witnesses, file: await fileOf(one, { backup, index, ledger }) };
    }),
  );
}

async function fileOf(
  { seen }: Lost,
  {
    backup,
    index,
    ledger,
  }: Pick<RecoveryPlan, 'backup'> & { readonly index: number; readonly ledger: Pick<Ledger, 'proof'> },
): Promise<RecoveryFile> {
  const { leaf, hashes, checkpoint } = await ledger.proof(index);
  return Object.freeze({
    version: 1,
    origin: backup.origin,
    from: { size: backup.size, root: base64(backup.root) },
    witnessed: { size: seen.size, root: base64(seen.root), note: seen.note },
    index,
    leaf: base64(leaf),
    proof: hashes.map(base64),
    checkpoint,
  });
}

function detailsOf({ size, root }: Pick<Checkpoint, 'size' | 'root'>) {
  return { size, root: toBase64url(root) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
