import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { checkCosignatures, readCheckpoint, type WitnessKey } from '@sallyport/ledger';
import { syncPath } from '../storage/sync-folder.ts';
import { draftFile, putInPlace } from './durable-file.ts';
import { type Head, type HeadKeeping, originHash } from './heads.ts';

const FOLDER = 'logs';
const FILE = /^[0-9a-f]{64}\.json$/;

/**
 * Reads the heads of a witness's folder: `logs/<hex SHA-256 of the origin>.json`, `{version, note, superseded}`. Each must bear the
 * witness's own cosignature. Raises `witness_corrupt` for a file that is not what the witness wrote: it never begins anew.
 */
export async function readHeads(folder: string, own: WitnessKey): Promise<readonly Head[]> {
  const names = await headNames(folder);
  return Promise.all(names.map((name) => readHead(join(folder, FOLDER, name), { name, own })));
}

/** Keeps heads in the files that `readHeads` reads. */
export function headFiles(folder: string): Pick<HeadKeeping, 'draft' | 'commit'> {
  const path = (origin: string) => join(folder, FOLDER, `${originHash(origin)}.json`);
  return Object.freeze({
    draft: ({ origin, note, superseded }: Head) =>
      draftFile(path(origin), `${JSON.stringify({ version: 1, note, superseded })}\n`),
    commit: ({ origin }: Head) => putInPlace(path(origin)),
  });
}

/** Whether a witness has seen anything. */
export async function hasHeads(folder: string): Promise<boolean> {
  return (await headNames(folder)).length > 0;
}

async function headNames(folder: string): Promise<readonly string[]> {
  await mkdir(join(folder, FOLDER), { recursive: true, mode: 0o700 });
  await syncPath(folder);
  return (await readdir(join(folder, FOLDER))).filter((name) => FILE.test(name));
}

async function readHead(
  path: string,
  { name, own }: { readonly name: string; readonly own: WitnessKey },
): Promise<Head> {
  const { note, superseded } = parse(await readFile(path, 'utf8').catch(() => ''));
  const checkpoint = note === undefined ? undefined : readCheckpoint(note);
  if (note === undefined || checkpoint === undefined || `${originHash(checkpoint.origin)}.json` !== name)
    throw corrupt();
  if ((await checkCosignatures(note, [own])).length !== 1) throw corrupt();
  return Object.freeze({ ...checkpoint, note, superseded });
}

function parse(text: string): { readonly note?: string; readonly superseded: readonly string[] } {
  try {
    const { version, note, superseded } = JSON.parse(text) as Partial<Record<string, unknown>>;
    const sound = version === 1 && typeof note === 'string' && Array.isArray(superseded);
    if (sound && superseded.every((one) => typeof one === 'string')) return { note, superseded };
  } catch {
    // Answered below.
  }
  return { superseded: [] };
}

function corrupt(): SallyportError {
  return new SallyportError('witness_corrupt', { place: FOLDER });
}
