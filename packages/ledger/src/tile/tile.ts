/** How many hashes a full tile holds, and how many entries a full bundle: C2SP tlog-tiles fixes the tile height at 8. */
export const TILE_WIDTH = 256;

/** Which tile of the tree, and how much of it: C2SP tlog-tiles. */
export interface TileAddress {
  /** 0 is the row of leaf hashes; each hash of level `L + 1` is the root of one full tile of level `L`. */
  readonly level: number;
  /** The tile's place in its row, from 0. */
  readonly index: number;
  /** How many hashes it holds: 256 when full, from 1 to 255 at the right edge of the tree. */
  readonly width: number;
}

/** A tile and its hashes. */
export interface Tile extends TileAddress {
  /** `width` hashes of 32 bytes, one after another. Not to be written to. */
  readonly hashes: Uint8Array;
}

/** Where proofs get their tiles from. */
export interface TileReader {
  /** The hashes of one tile: `32 × width` bytes. Rejects when the tile is not there. */
  tile(address: TileAddress): Promise<Uint8Array>;
}
