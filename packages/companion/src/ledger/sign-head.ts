import { type Checkpoint, signCheckpoint } from '@sallyport/ledger';
import type { LogIdentity } from './log-identity.ts';

/** Signs a checkpoint of the log, C2SP tlog-checkpoint: with its key, and below with each that is on its way out. */
export async function signHead(
  { size, root }: Pick<Checkpoint, 'size' | 'root'>,
  { origin, keys }: LogIdentity,
): Promise<string> {
  const signers = [keys.log, ...keys.outgoing];
  const [first = '', ...others] = await Promise.all(signers.map((one) => signCheckpoint({ origin, size, root }, one)));
  // A signature stands below the empty line, C2SP signed-note.
  return [first, ...others.map((note) => note.slice(note.indexOf('\n\n') + 2))].join('');
}
