import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import type { BenchResult } from './result.ts';

/** Writes `NAME.json` into a folder, which it makes, and gives the file's path: `{rows, ratios, checks, meta}`. */
export async function writeResult(
  folder: string,
  result: BenchResult & { readonly machine: Machine },
): Promise<string> {
  const { name, rows, ratios, checks, conditions, machine } = result;
  const file = join(folder, `${name}.json`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${JSON.stringify({ rows, ratios, checks, meta: { ...machine, ...conditions } }, null, 2)}\n`);
  return file;
}
