import { TILE_WIDTH, type TileAddress } from '@sallyport/ledger';

/** The tile of the leaf hashes of 256 neighbouring entries, in a log of a size: the last may be partial. */
export function leafTile(index: number, size: number): TileAddress {
  return { level: 0, index, width: Math.min(TILE_WIDTH, size - index * TILE_WIDTH) };
}

/** Which 256 neighbouring entries an entry is one of. */
export function tileOf(entry: number): number {
  return Math.floor(entry / TILE_WIDTH);
}

/** The tiles of leaf hashes from one entry on and before another. */
export function* leafTiles(first: number, end: number, size: number): Generator<TileAddress> {
  for (let index = tileOf(first); index * TILE_WIDTH < end; index += 1) yield leafTile(index, size);
}

/** Every tile above the leaf hashes, of a log of a size. */
export function* upperTiles(size: number): Generator<TileAddress> {
  for (let [level, row] = [1, tileOf(size)]; row > 0; level += 1, row = tileOf(row)) {
    for (let index = 0; index * TILE_WIDTH < row; index += 1) {
      yield { level, index, width: Math.min(TILE_WIDTH, row - index * TILE_WIDTH) };
    }
  }
}
