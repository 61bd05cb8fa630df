import { SallyportError } from '@sallyport/core';
import { encodeEntryBundle, TILE_WIDTH } from '@sallyport/ledger';
import type { FastifyInstance } from 'fastify';
import type { AuthoriseAdmin } from '../admin/index.ts';
import type { Exports } from '../exports/index.ts';
import { type Ledger, sizeOf } from '../ledger/index.ts';
import { behindGate, type Handler } from './behind-gate.ts';
import type { Gate } from './gate.ts';
import { readBundlePath } from './log-path.ts';
import { singleHeaders } from './single-headers.ts';

/** What the path of entries works with. */
export interface EntriesPathParts {
  readonly ledger: Pick<Ledger, 'checkpoint' | 'leaves'>;
  /** Absent where there is no admin plane. */
  readonly admin: EntriesReaders | undefined;
}

/** Who may read entries, and where it is recorded. */
export interface EntriesReaders {
  readonly authorise: AuthoriseAdmin;
  readonly exports: Pick<Exports, 'entriesRead'>;
}

const ROUTE = '/log/entries';

/** The route of a request's target, taken as it came; `undefined` when it is no bundle of entries. */
export function entriesRoute(target: string): string | undefined {
  return readBundlePath(target) === undefined ? undefined : ROUTE;
}

/** Adds `GET /log/tile/entries/{index}[.p/{width}]`; where the admin plane is off, it answers `admin_disabled`. */
export function addEntriesRoute(service: FastifyInstance, { ledger, admin }: EntriesPathParts, gate: Gate): void {
  service.get(ROUTE, behindGate(gate, admin === undefined ? disabled : entriesPath(ledger, admin)));
}

async function disabled(): Promise<never> {
  throw new SallyportError('admin_disabled');
}

/**
 * A bundle of entries, C2SP tlog-tiles. Unlike hashes, entries name people, so it takes the role of an auditor, as the admin plane does; and
 * that they were read is recorded, see `LedgerReads`. For every size the log ever had there is a partial bundle.
 */
function entriesPath(ledger: EntriesPathParts['ledger'], { authorise, exports }: EntriesReaders): Handler {
  return async ({ raw, ip, originalUrl: path }, reply) => {
    const session = await authorise({ method: 'GET', path, headers: singleHeaders(raw), clientIp: ip }, ['auditor']);
    const bundle = readBundlePath(path);
    const size = sizeOf(await ledger.checkpoint());
    if (bundle === undefined || bundle.index * TILE_WIDTH + bundle.width > size) {
      throw new SallyportError('route_unknown');
    }
    await exports.entriesRead.note(session, ip);
    const leaves = await ledger.leaves(bundle.index * TILE_WIDTH, bundle.width);
    const body = Buffer.from(encodeEntryBundle(leaves));
    return reply.headers({ 'content-type': 'application/octet-stream', 'cache-control': 'no-store' }).send(body);
  };
}
