import { joinBytes } from '../encoding/bytes.ts';
import { HASH_BYTES } from '../hash/hasher.ts';
import { TILE_WIDTH, type Tile } from '../tile/tile.ts';

/** The rightmost tile of one level: the hashes it began with, and those added since. */
interface Row {
  readonly index: number;
  readonly start: Uint8Array;
  readonly added: Uint8Array[];
}

/** The rightmost tiles of a tree, level by level, while leaves are added; collects the tiles that became full. */
export class TileRows {
  readonly #rows: Row[];
  readonly #full: Tile[] = [];

  /** Starts from the partial tiles of a tree with `size` leaves. */
  constructor(levels: readonly Uint8Array[], size: number) {
    this.#rows = levels.map((start, level) => openRow(Math.floor(size / TILE_WIDTH ** (level + 1)), start));
  }

  /** Writes a hash at the end of a level: one that is there, or the next above. */
  append(level: number, hash: Uint8Array): void {
    const row = this.#rows[level] ?? openRow(0);
    row.added.push(hash);
    const full = widthOf(row) === TILE_WIDTH;
    if (full) this.#full.push(close(level, row));
    this.#rows[level] = full ? openRow(row.index + 1) : row;
  }

  /** The partial tiles as they stand, by level, and every tile that is new or changed: those that became full, then the partial ones. */
  close(): { readonly levels: readonly Uint8Array[]; readonly tiles: readonly Tile[] } {
    const partial = this.#rows.map((row, level) => close(level, row));
    const changed = partial.filter((_, level) => this.#rows[level]?.added.length !== 0);
    return {
      levels: Object.freeze(partial.map(({ hashes }) => hashes)),
      tiles: Object.freeze([...this.#full, ...changed]),
    };
  }
}

function openRow(index: number, start: Uint8Array = new Uint8Array()): Row {
  return { index, start, added: [] };
}

function widthOf({ start, added }: Row): number {
  return start.length / HASH_BYTES + added.length;
}

function close(level: number, row: Row): Tile {
  const hashes = row.added.length === 0 ? row.start : joinBytes([row.start, ...row.added]);
  return Object.freeze({ level, index: row.index, width: widthOf(row), hashes });
}
