import { type Checkpoint, openCheckpoint, type TileReader } from '@sallyport/ledger';
import type { Ledger } from '../ledger/index.ts';
import type { SigningKeys } from '../secrets/index.ts';

/** A checkpoint of this log, read, and the note that says it. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: string;
}

/** The log as a witness is shown it. */
export interface SignedLog {
  readonly tiles: TileReader;
  /** The latest checkpoint, its signature verified. Raises `ledger_unavailable`, `ledger_corrupt`. */
  latest(): Promise<SignedCheckpoint>;
  /** A note with a checkpoint of this log, read and its signature verified. Raises `ledger_corrupt`. */
  open(note: string): Promise<SignedCheckpoint>;
}

/** A ledger, and the keys that it signs with, as a log to show. */
export function signedLog(
  ledger: Pick<Ledger, 'checkpoint' | 'tile'>,
  keys: Pick<SigningKeys, 'verifierKeys' | 'refresh'>,
): SignedLog {
  const open = async (note: string) => ({ ...(await openCheckpoint(note, keys.verifierKeys)), note });
  const latest = async () => {
    const note = await ledger.checkpoint();
    return open(note).catch(async () => {
      // Another replica signs with the next key already.
      await keys.refresh();
      return open(note);
    });
  };
  return { tiles: ledger, open, latest };
}
