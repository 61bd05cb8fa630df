import { SallyportError } from '@sallyport/core';
import { entryBundlePath, TILE_WIDTH, type TileAddress, tilePath } from '@sallyport/ledger';
import { type Ledger, sizeOf } from '../ledger/index.ts';
import type { Handler } from './behind-gate.ts';

/** The path of a tile, C2SP tlog-tiles: the level, the index in groups of three digits, and of a partial tile its width. */
export const TILE_PATH = /^\/log\/tile\/(\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/;

/** The path of a bundle of entries, C2SP tlog-tiles. */
const BUNDLE_PATH = /^\/log\/tile\/entries\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/;

/** `GET /log/checkpoint`: the latest, C2SP tlog-checkpoint. */
export function checkpointPath(ledger: Pick<Ledger, 'checkpoint'>): Handler {
  return async (_request, reply) => {
    const checkpoint = Buffer.from(await ledger.checkpoint());
    return reply.headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' }).send(checkpoint);
  };
}

/**
 * `GET /log/tile/{level}/{index}[.p/{width}]`: hashes, C2SP tlog-tiles. A partial tile is there for every size the log ever had, and
 * never changes; but it will not be asked for again once the log has grown, so only full ones are to be kept.
 */
export function logTilePath(ledger: Pick<Ledger, 'checkpoint' | 'tile'>): Handler {
  return async (request, reply) => {
    const address = readTilePath(request.originalUrl);
    if (address === undefined || !isWithin(address, sizeOf(await ledger.checkpoint()))) {
      throw new SallyportError('route_unknown');
    }
    const hashes = Buffer.from(await ledger.tile(address));
    const cached = address.width === TILE_WIDTH ? 'public, max-age=31536000, immutable' : 'no-cache';
    return reply.headers({ 'content-type': 'application/octet-stream', 'cache-control': cached }).send(hashes);
  };
}

/** Reads the path of a tile as a request names it; what `tilePath` would not have written gives `undefined`. */
export function readTilePath(path: string): TileAddress | undefined {
  const [, level, groups, width = TILE_WIDTH] = TILE_PATH.exec(path) ?? [];
  if (groups === undefined) return undefined;
  const address = { level: Number(level), index: Number(groups.replace(/[x/]/g, '')), width: Number(width) };
  return address.width > 0 && path === `/log/${tilePath(address)}` ? address : undefined;
}

/** Reads the path of a bundle of entries as a request names it; what `entryBundlePath` would not have written gives `undefined`. */
export function readBundlePath(path: string): Omit<TileAddress, 'level'> | undefined {
  const [, groups, width = TILE_WIDTH] = BUNDLE_PATH.exec(path) ?? [];
  if (groups === undefined) return undefined;
  const bundle = { index: Number(groups.replace(/[x/]/g, '')), width: Number(width) };
  return bundle.width > 0 && path === `/log/${entryBundlePath(bundle)}` ? bundle : undefined;
}

/** A tree of `size` leaves has `size / 256^level` hashes in a row, rounded down. */
function isWithin({ level, index, width }: TileAddress, size: number): boolean {
  return index * TILE_WIDTH + width <= Math.floor(size / TILE_WIDTH ** level);
}
