import { type Checkpoint, inspectCheckpoint } from '../checkpoint/checkpoint.ts';
import type { VerifierKey } from '../checkpoint/verifier-key.ts';
import { sameBytes } from '../encoding/bytes.ts';
import type { EarlierRoots } from './earlier-roots.ts';
import type { Findings } from './findings.ts';

/** A checkpoint that somebody else kept, such as a witness or a client: what the log once signed. */
export interface KeptNote {
  /** Who kept it, for the report: the name of a witness's key, or of a file. */
  readonly from: string;
  /** The note, C2SP signed-note. */
  readonly note: string;
}

/** What notes are compared with. */
export interface NoteChecks {
  readonly notes: readonly KeptNote[];
  readonly logKeys: readonly VerifierKey[];
  /** The checkpoint of the ledger itself. */
  readonly checkpoint: Checkpoint;
  readonly tree: EarlierRoots;
  readonly findings: Findings;
}

/**
 * Compares the ledger with what the log signed earlier. More entries than there are now: it was rolled back. Another root for as many:
 * it was forked. Either is proved by the log's own signature, whoever kept it. Gives what was found, in words.
 */
export async function checkNotes({ notes, logKeys, checkpoint, tree, findings }: NoteChecks): Promise<string> {
  let unproven = 0;
  for (const { from, note } of notes) {
    const kept = await inspectCheckpoint(note, logKeys);
    if (typeof kept === 'string') findings.fault('note_invalid', from);
    else if (kept.size > checkpoint.size) findings.fault('rolled_back', from);
    else {
      const root = await tree.rootAt(kept.size);
      if (root === undefined) unproven += 1;
      else if (!sameBytes(root, kept.root)) findings.fault('forked', from);
    }
  }
  const count = notes.length === 1 ? 'one checkpoint' : `${notes.length} checkpoints`;
  const but = unproven === 0 ? '' : `, but ${unproven} whose hashes are not here`;
  const known = `${count} that others kept, each a state of this log${but}`;
  return notes.length === 0 ? 'no checkpoint that others kept was given' : known;
}
