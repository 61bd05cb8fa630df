import { growTree, rootOf, TILE_WIDTH, type Tile } from '@sallyport/ledger';
import type { Entry } from './entry.ts';
import type { Head } from './head.ts';
import type { LogIdentity } from './log-identity.ts';
import { NODE_HASHER } from './node-hasher.ts';
import { signHead } from './sign-head.ts';

/** One step of the log: from one head, by a batch of entries, to the next. */
export interface Step {
  readonly from: Head;
  readonly to: Head;
  readonly entries: readonly Entry[];
  /** The tiles to store: those that became full, and the partial ones above level 0. */
  readonly tiles: readonly Tile[];
}

/** Works out, and signs, what a batch makes of the log. */
export async function growLog(from: Head, entries: readonly Entry[], identity: LogIdentity): Promise<Step> {
  const { edge, tiles } = growTree(
    from.edge,
    entries.map(({ leafHash }) => leafHash),
    NODE_HASHER,
  );
  const checkpoint = await signHead({ size: edge.size, root: rootOf(edge, NODE_HASHER) }, identity);
  const stored = lastOfEach(tiles.filter(({ level, width }) => level > 0 || width === TILE_WIDTH));
  return { from, to: { edge, checkpoint }, entries, tiles: stored };
}

/** One statement may write a row once: of a tile that is there twice, the fuller one counts. */
function lastOfEach(tiles: readonly Tile[]): readonly Tile[] {
  return [...new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile])).values()];
}
