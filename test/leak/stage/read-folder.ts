import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Files by their path below the folder. */
export type Files = ReadonlyMap<string, Buffer>;

/** Reads every file below a folder, but for the named ones. */
export async function readFolder(folder: string, except: readonly string[] = []): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  for (const entry of entries.filter((one) => one.isFile() && !except.includes(one.name))) {
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path), await readFile(path));
  }
  return files;
}

/** The files that are new or changed, each from its first changed byte on. */
export function changedFiles(before: Files, after: Files): Files {
  const changed = [...after].map(
    ([path, bytes]) => [path, bytes.subarray(firstChange(before.get(path), bytes))] as const,
  );
  return new Map(changed.filter(([, bytes]) => bytes.length > 0));
}

function firstChange(before: Buffer | undefined, after: Buffer): number {
  if (before === undefined) return 0;
  if (before.equals(after)) return after.length;
  let at = 0;
  while (at < after.length && before[at] === after[at]) at += 1;
  return at;
}

/**
 * What can be read in a binary file, in lines, the shortest left out: in ASCII, and in UTF-16 as ASCII between zeros.
 * Database files are mostly zeros and numbers; searching all of it in every encoding would take minutes.
 */
export function readableText(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  const plain = text.match(/[\x20-\x7e\n\r\t]{6,}/g) ?? [];
  const wide = (text.match(/(?:[\x20-\x7e]\0){6,}/g) ?? []).map((run) => run.replaceAll('\0', ''));
  return [...plain, ...wide].join('\n');
}
