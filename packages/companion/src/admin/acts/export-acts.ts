import { SallyportError, utf8 } from '@sallyport/core';
import { type ExportOrder, readExportOrder, readNames } from '../../exports/index.ts';
import type { ActParts } from './act-parts.ts';
import { type ActCall, type AdminAct, actEvent, streamed } from './admin-act.ts';

const NDJSON = 'application/x-ndjson';
const KID = /^[\w-]{43}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INDEX = /^\d{1,15}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * Begins an export: which entries a period takes, and the checkpoint that they are held to, in which the event of it is. Where they go to the end of
 * the log, the event says how far that was before it.
 */
const BEGIN: AdminAct = {
  method: 'POST',
  path: '/v1/admin/exports',
  anyOf: ['auditor'],
  body: { required: [], optional: ['from', 'to', 'filtered', 'recordings'] },
  perform: async (parts, call) => {
    const order = readExportOrder(call.body, parts.clock.now());
    const { first, end = Infinity, size } = await parts.exports.range(order.period);
    const index = await record(parts, call, { order, range: { first, end: Math.min(end, size) } });
    const head = await parts.exports.head();
    return { first, end: Math.min(end, head.size), ...head, event: index };
  },
};

/** Where the entries stand that those of an export rest on, see `contextIndexes`: of at most 500 of each kind, with commas between them. */
const CONTEXT: AdminAct = {
  method: 'POST',
  path: '/v1/admin/exports/context',
  anyOf: ['auditor'],
  body: { required: [], optional: ['kids', 'sessions', 'reviews', 'purged'] },
  perform: async ({ exports }, call) => {
    const { kids, sessions, reviews, purged } = call.body;
    const order = {
      kids: readNames(kids, KID),
      sessions: readNames(sessions, UUID),
      reviews: readNames(reviews, UUID),
      purged: readNames(purged, UUID),
    };
    await exports.entriesRead.note(call.session, call.clientIp);
    return { indexes: await exports.context(order) };
  },
};

/** Entries by where they stand, at most 500, with commas between them: lines of JSON. */
const ENTRIES: AdminAct = {
  method: 'POST',
  path: '/v1/admin/exports/entries',
  anyOf: ['auditor'],
  body: { required: ['indexes'] },
  perform: async ({ exports }, call) => {
    const indexes = readNames(call.body.indexes, INDEX).map(Number);
    await exports.entriesRead.note(call.session, call.clientIp);
    return streamed(exports.entries(indexes), NDJSON);
  },
};

/** The policy of a digest that events name: the text that the digest is of. */
const POLICY = contentAct('policy', ({ exports }, digest) => exports.contents.policy(digest));

/** Connections and policy as they were applied, by the digest that events name. */
const CONFIG = contentAct('config', ({ exports }, digest) => exports.contents.content(digest));

/** The segments of a session's recording, still sealed: a compact JWE a line. */
const RECORDING = sealedAct('recordings', ({ exports }, session) => exports.sealed.readSealed(session));

/** The sealed original of a session, its exact bytes. */
const ORIGINAL = sealedAct('originals', ({ exports }, session) => exports.sealed.readSealedOriginal(session));

/** What can be done about exports. */
export const EXPORT_ACTS: readonly AdminAct[] = [BEGIN, CONTEXT, ENTRIES, POLICY, CONFIG, RECORDING, ORIGINAL];

interface Recorded {
  readonly order: ExportOrder;
  readonly range: { readonly first: number; readonly end: number };
}

/** That evidence is exported is durable before any of it is told. Gives where the event stands. */
async function record({ log }: ActParts, call: ActCall, { order, range }: Recorded): Promise<number> {
  const { period, filtered, recordings } = order;
  const exported = { ...range, ...period, ...(filtered && { filtered }), ...(recordings && { recordings }) };
  const [settled] = await log.commit([{ draft: actEvent('evidence.exported', call, { exported }) }]);
  if (settled === undefined) throw new SallyportError('internal');
  return settled.index;
}

type FindContent = (parts: ActParts, digest: string) => Promise<string | undefined>;

function contentAct(name: 'policy' | 'config', find: FindContent): AdminAct {
  return {
    method: 'POST',
    path: `/v1/admin/exports/${name}`,
    anyOf: ['auditor'],
    body: { required: ['digest'] },
    perform: async (parts, call) => {
      const [digest = ''] = readNames(call.body.digest, DIGEST);
      await parts.exports.entriesRead.note(call.session, call.clientIp);
      const text = await find(parts, digest);
      if (text === undefined) throw new SallyportError('version_unknown');
      return streamed(piece(text), 'application/json');
    },
  };
}

type ReadSealed = (parts: ActParts, session: string) => Promise<AsyncIterable<Uint8Array>>;

function sealedAct(name: 'recordings' | 'originals', read: ReadSealed): AdminAct {
  return {
    method: 'GET',
    path: `/v1/admin/exports/${name}/{id}`,
    anyOf: ['auditor'],
    perform: async (parts, call) => {
      await parts.exports.recordingsRead.note(call.session, call.clientIp);
      return streamed(await read(parts, call.id ?? ''), 'application/octet-stream');
    },
  };
}

async function* piece(text: string): AsyncGenerator<Uint8Array> {
  yield utf8(text);
}
