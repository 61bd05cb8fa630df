import { TILE_WIDTH, type TileAddress } from './tile.ts';

/**
 * The path of a tile below the log's prefix, C2SP tlog-tiles: `tile/<level>/<index>[.p/<width>]`, where the index is in groups
 * of three digits, all but the last with an `x` before it. Index 1234067 of level 0 is `tile/0/x001/x234/067`.
 */
export function tilePath(tile: TileAddress): string {
  return `tile/${tile.level}/${place(tile)}`;
}

/** The path of a bundle of entries, C2SP tlog-tiles: `tile/entries/<index>[.p/<width>]`. */
export function entryBundlePath(bundle: Omit<TileAddress, 'level'>): string {
  return `tile/entries/${place(bundle)}`;
}

function place({ index, width }: Omit<TileAddress, 'level'>): string {
  const groups = [digits(index % 1000)];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${digits(rest % 1000)}`);
  return width === TILE_WIDTH ? groups.join('/') : `${groups.join('/')}.p/${width}`;
}

function digits(group: number): string {
  return String(group).padStart(3, '0');
}
