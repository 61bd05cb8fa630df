import type { TileAddress } from './tile.ts';
import { TILE_WIDTH } from './tile.ts';
import { entryBundlePath, tilePath } from './tile-path.ts';

const PATH = /^tile\/(entries|[0-6])\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/;

/** Reads the path of a tile, or of a bundle of entries, `level` being `'entries'`. What `tilePath` and `entryBundlePath` do not write gives `undefined`. */
export function parseTilePath(
  path: string,
): (Omit<TileAddress, 'level'> & { readonly level: number | 'entries' }) | undefined {
  const [, row = '', place = '', partial] = PATH.exec(path) ?? [];
  const index = Number(place.replace(/[x/]/g, ''));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  if (row === '' || !Number.isSafeInteger(index) || width < 1 || width > TILE_WIDTH) return undefined;
  const level = row === 'entries' ? row : Number(row);
  const written = level === 'entries' ? entryBundlePath({ index, width }) : tilePath({ level, index, width });
  return written === path ? { level, index, width } : undefined;
}
