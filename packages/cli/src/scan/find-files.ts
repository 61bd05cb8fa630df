import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Files read as text when a folder is scanned. */
const TEXT = new Set(['.csv', '.hl7', '.html', '.json', '.jsonl', '.log', '.md', '.text', '.tsv', '.txt', '.xml']);

/** A file to scan, and where it lay under the path that was asked for. */
export interface FoundFile {
  readonly path: string;
  /** Relative to the folder that was named; for a file that was named itself, its own name. */
  readonly name: string;
}

/**
 * The files a path stands for: itself, or, for a folder, every text file below it in the order of their names. Hidden
 * entries and links are passed over.
 */
export async function findFiles(path: string): Promise<readonly FoundFile[]> {
  if (!(await stat(path)).isDirectory()) return [{ path, name: path }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && TEXT.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: file, name: file.slice(path.replace(/\/$/, '').length + 1) }))
    .filter(({ name }) => !name.split(/[\\/]/).some((part) => part.startsWith('.')))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
