import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MarkedDocument, readMarked } from './read-marked.ts';

/** A marked text, and the file it is from, below its folder. */
export interface MarkedFile extends MarkedDocument {
  readonly name: string;
}

/** Reads the marked texts (`.txt`) of a folder and those below it, in the order of their names. */
export function readMarkedFolder(folder: string): readonly MarkedFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => ({ name, ...readMarked(readFileSync(join(folder, name), 'utf8')) }));
}
