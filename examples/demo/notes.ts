import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entity } from '@sallyport/core';

/** An identifier somebody listed by hand. */
export interface Listed {
  readonly type: Entity;
  readonly value: string;
}

/** A note, and the list of its identifiers where there is one. */
export interface Note {
  readonly file: string;
  readonly text: string;
  readonly listed?: readonly Listed[];
}

/** The notes a path stands for: a file, or the text files of a folder. */
export async function loadNotes(path: string): Promise<readonly Note[]> {
  const folder = (await stat(path)).isDirectory();
  const names = folder ? (await readdir(path)).filter((name) => name.endsWith('.txt')).sort() : [];
  return Promise.all((folder ? names.map((name) => join(path, name)) : [path]).map(loadNote));
}

async function loadNote(file: string): Promise<Note> {
  const text = await readFile(file, 'utf8');
  const list = await readFile(file.replace(/\.txt$/, '.identifiers.json'), 'utf8').catch(() => undefined);
  if (list === undefined || !file.endsWith('.txt')) return { file, text };
  return { file, text, listed: (JSON.parse(list) as { identifiers: Listed[] }).identifiers };
}
