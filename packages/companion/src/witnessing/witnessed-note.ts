import { checkCosignatures, type WitnessKey } from '@sallyport/ledger';
import type { Database } from '../storage/index.ts';
import { readWitnessed } from './witnessed-rows.ts';

/**
 * The largest checkpoint that a witness cosigned, with the lines of all that cosigned the same: C2SP tlog-checkpoint, tlog-cosignature.
 * `undefined` while there is none. Raises `ledger_unavailable`.
 */
export async function witnessedNote(database: Database, witnesses: readonly WitnessKey[]): Promise<string | undefined> {
  const keys = new Map(witnesses.map((key) => [key.name, key]));
  const rows = await Promise.all(
    (await readWitnessed(database)).map(async (row) => {
      const key = keys.get(row.witness);
      return key !== undefined && (await checkCosignatures(row.note, [key])).length > 0 ? [row] : [];
    }),
  );
  const [largest, ...others] = rows.flat().sort((a, b) => b.size - a.size);
  return largest && mergeNotes([largest, ...others].map(({ note }) => note));
}

/** One note with the lines of all that have the text of the first, each once. */
function mergeNotes([first = '', ...others]: readonly string[]): string {
  const [text, lines] = splitNote(first);
  const more = others.map(splitNote).filter(([other]) => other === text);
  return `${text}\n${[...new Set([...lines, ...more.flatMap(([, signed]) => signed)])].join('')}`;
}

/** C2SP signed-note: the text, an empty line, and the lines of signatures, each with its newline. */
function splitNote(note: string): readonly [text: string, lines: readonly string[]] {
  const gap = note.lastIndexOf('\n\n');
  return [note.slice(0, gap + 1), note.slice(gap + 2).split(/(?<=\n)/)];
}
