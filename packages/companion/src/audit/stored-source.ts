import { utf8 } from '@sallyport/core';
import { encodeEntryBundle, type LedgerSource, TILE_WIDTH } from '@sallyport/ledger';
import { StoredLog } from '../ledger/stored-log.ts';
import type { Database } from '../storage/index.ts';
import type { BundlePlace, LeafRow } from './leaf-rows.ts';

/** Reads the entries of a bundle out of their rows. */
export type ReadBundle = (bundle: BundlePlace) => Promise<readonly LeafRow[]>;

const TILE = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/;

/** The ledger of a database, as if it were exported: so that what verifies an export verifies it too. */
export function storedSource(database: Database, readBundle: ReadBundle): LedgerSource {
  const log = new StoredLog(database);
  return {
    read: async (path) => {
      if (path === 'checkpoint') return utf8((await log.checkpoint()).text);
      const [, row, groups = '', width = TILE_WIDTH] = TILE.exec(path) ?? [];
      const place = { index: Number(groups.replace(/[x/]/g, '')), width: Number(width) };
      if (row === undefined) return undefined;
      return row === 'entries' ? bundleOf(readBundle, place) : log.tile({ ...place, level: Number(row) });
    },
  };
}

async function bundleOf(readBundle: ReadBundle, place: BundlePlace): Promise<Uint8Array | undefined> {
  const rows = await readBundle(place);
  return rows.length === place.width ? encodeEntryBundle(rows.map(({ leaf }) => leaf)) : undefined;
}
