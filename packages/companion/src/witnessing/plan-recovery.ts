import { SallyportError } from '@sallyport/core';
import type { SignedCheckpoint, SignedLog } from './signed-log.ts';
import { contradictionOf } from './submit-checkpoint.ts';
import type { WitnessClient } from './witness-client.ts';

/** What witnesses have seen that a backup has not. */
export interface Lost {
  /** The names of those that cosigned it. */
  readonly witnesses: readonly string[];
  readonly seen: SignedCheckpoint;
}

/** What a restored database is, beside what its witnesses have seen. */
export interface RecoveryPlan {
  /** What the database has. */
  readonly backup: SignedCheckpoint;
  /** What it has not, the most first; empty where nothing is lost. Witnesses that stopped at different sizes have seen different things. */
  readonly lost: readonly Lost[];
}

/**
 * Asks every witness what it has seen, and holds the database against it. Raises `log_forked` where a witness has seen another log, which
 * nothing here recovers; `config_invalid` where there is no witness; `witness_unavailable`, `witness_invalid`: all are needed, as each that
 * is left out would find the log rolled back; `ledger_*`.
 */
export async function planRecovery(parts: {
  readonly log: SignedLog;
  readonly witnesses: readonly WitnessClient[];
}): Promise<RecoveryPlan> {
  const { log, witnesses } = parts;
  if (witnesses.length === 0) {
    throw new SallyportError('config_invalid', { place: 'ledger/witnesses: nobody knows what the backup has not' });
  }
  const backup = await log.latest();
  const seen = await Promise.all(witnesses.map((client) => ask(client, log, backup)));
  const beyond = new Map<number, Lost>();
  for (const one of seen.flat().filter(({ checkpoint }) => checkpoint.size > backup.size)) {
    const { name, checkpoint } = one;
    const known = beyond.get(checkpoint.size);
    if (known !== undefined && !Buffer.from(known.seen.root).equals(checkpoint.root)) throw forked();
    const seen = known?.seen ?? checkpoint;
    beyond.set(checkpoint.size, { witnesses: [...(known?.witnesses ?? []), name], seen });
  }
  return Object.freeze({ backup, lost: [...beyond.values()].sort((a, b) => b.seen.size - a.seen.size) });
}

/** A witness that has seen nothing knows of nothing that was lost. */
async function ask({ name, latest }: WitnessClient, log: SignedLog, backup: SignedCheckpoint) {
  const note = await latest(backup.origin);
  if (note === undefined) return [];
  const checkpoint = await log.open(note).catch(() => {
    throw new SallyportError('witness_invalid');
  });
  const contradiction = checkpoint.size > backup.size ? undefined : await contradictionOf(log, checkpoint, backup);
  if (contradiction !== undefined) throw forked();
  return [{ name, checkpoint }];
}

function forked(): SallyportError {
  return new SallyportError('log_forked');
}
