import { readdir, readFile } from 'node:fs/promises';
import type { ExampleNote } from './vary-note.ts';

const NOTES = new URL('../../../examples/notes/', import.meta.url);
const LIST = '.identifiers.json';

/** Reads the notes of `examples/notes` that have a list of their identifiers, in the order of their names. */
export async function readExampleNotes(): Promise<readonly ExampleNote[]> {
  const lists = (await readdir(NOTES)).filter((file) => file.endsWith(LIST)).sort();
  return Promise.all(
    lists.map(async (list) => {
      const [text, listed] = await Promise.all([
        readFile(new URL(list.replace(LIST, '.txt'), NOTES), 'utf8'),
        readFile(new URL(list, NOTES), 'utf8'),
      ]);
      return { text, identifiers: (JSON.parse(listed) as Pick<ExampleNote, 'identifiers'>).identifiers };
    }),
  );
}
