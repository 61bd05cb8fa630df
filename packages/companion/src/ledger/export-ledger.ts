import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SallyportError, utf8 } from '@sallyport/core';
import { encodeEntryBundle, encodeTrust, entryBundlePath, TILE_WIDTH, tilePath } from '@sallyport/ledger';
import type { LogIdentity } from './log-identity.ts';
import type { StoredLog } from './stored-log.ts';

/** What is exported, and where to. */
export interface LedgerExport {
  readonly log: StoredLog;
  readonly identity: LogIdentity;
  readonly folder: string;
}

/** Writes the log as of now to a new or empty folder, one tile at a time, the checkpoint last. */
export async function exportLedger({ log, identity, folder }: LedgerExport): Promise<{ readonly size: number }> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new SallyportError('request_invalid');
  const { text, size } = await log.checkpoint();
  const write = fileWriter(folder);
  for (const { index, width } of tilesOf(size)) {
    await write(entryBundlePath({ index, width }), encodeEntryBundle(await log.leaves(index * TILE_WIDTH, width)));
  }
  for (let level = 0, row = size; row > 0; level++, row = Math.floor(row / TILE_WIDTH)) {
    for (const { index, width } of tilesOf(row)) {
      await write(tilePath({ level, index, width }), await log.tile({ level, index, width }));
    }
  }
  await write('trust.json', encodeTrust(identity.keys.trust));
  await write('checkpoint', utf8(text));
  return { size };
}

function* tilesOf(row: number): Generator<{ readonly index: number; readonly width: number }> {
  for (let index = 0; index * TILE_WIDTH < row; index++) {
    yield { index, width: Math.min(TILE_WIDTH, row - index * TILE_WIDTH) };
  }
}

function fileWriter(folder: string): (path: string, bytes: Uint8Array) => Promise<void> {
  return async (path, bytes) => {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes, { flag: 'wx' });
  };
}
