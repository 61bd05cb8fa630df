import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { SallyportError } from '@sallyport/core';
import { unreadable } from './read-text.ts';

/** Extensions, in lower case, of the files that are read as text when a folder is scanned. */
export const TEXT_EXTENSIONS: ReadonlySet<string> = new Set([
  '.csv',
  '.hl7',
  '.html',
  '.json',
  '.jsonl',
  '.log',
  '.md',
  '.text',
  '.tsv',
  '.txt',
  '.xml',
]);

/**
 * What lies at or under a path: a file to scan; a file or folder that cannot be read; or an entry that is passed over.
 * A name is relative to the folder that was asked for; of a file that was itself asked for, it is the path.
 */
export type Found =
  | { readonly kind: 'file'; readonly path: string; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly error: SallyportError }
  | { readonly kind: 'passed over' };

interface Entry {
  readonly path: string;
  readonly name: string;
  readonly isFolder: boolean;
}

/**
 * What a path stands for: itself, or, for a folder, every text file below it in the order of their names. Entries that are
 * hidden, links, or not text by their names are passed over. Holds one folder's names for each level, never the whole tree.
 */
export async function* findFiles(path: string): AsyncGenerator<Found> {
  const isFolder = await stat(path).then((found) => found.isDirectory(), unreadable);
  if (typeof isFolder !== 'boolean') yield { kind: 'refused', name: path, error: isFolder };
  else if (isFolder) yield* walk(path);
  else yield { kind: 'file', path, name: path };
}

async function* walk(root: string): AsyncGenerator<Found> {
  const waiting: Entry[] = [{ path: root, name: '', isFolder: true }];
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    const { path, name } = entry;
    if (!entry.isFolder) {
      yield { kind: 'file', path, name };
      continue;
    }
    const listed = await listFolder(entry).catch(unreadable);
    if (!('wanted' in listed)) {
      yield { kind: 'refused', name: name || path, error: listed };
      continue;
    }
    for (let count = 0; count < listed.passedOver; count++) yield { kind: 'passed over' };
    for (const one of listed.wanted.toReversed()) waiting.push(one);
  }
}

async function listFolder({ path, name }: Entry): Promise<{ wanted: readonly Entry[]; passedOver: number }> {
  const all = await readdir(path, { withFileTypes: true });
  const wanted = all
    .filter(
      (one) =>
        !one.name.startsWith('.') && (one.isDirectory() || (one.isFile() && TEXT_EXTENSIONS.has(textExtension(one)))),
    )
    .map((one) => ({ path: join(path, one.name), name: join(name, one.name), isFolder: one.isDirectory() }))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return { wanted, passedOver: all.length - wanted.length };
}

function textExtension({ name }: { readonly name: string }): string {
  return extname(name).toLowerCase();
}

/** With its slash, a folder stands where the paths of its files would. */
function sortKey({ name, isFolder }: Entry): string {
  return isFolder ? `${name}/` : name;
}
