import { RECORDING_USES, type RecordingUse, SallyportError } from '@sallyport/core';
import { recordedAct } from '../../door/recorded-act.ts';
import type { ActParts } from './act-parts.ts';
import { type ActCall, type ActStream, type AdminAct, actEvent, streamed } from './admin-act.ts';

const NDJSON = 'application/x-ndjson';

/** The header that says what a recording is read for. */
const USE_HEADER = 'sallyport-use';

/** The frames of a session's recording, opened: NDJSON. The event of it is `recording.read`. */
const READ_RECORDING: AdminAct = {
  method: 'GET',
  path: '/v1/admin/recordings/{id}',
  anyOf: ['auditor'],
  perform: async (parts, call) => {
    const read = (session: string) => parts.recordings.read(session);
    return reading(parts, call, { use: useOf(call), read });
  },
};

/** The sealed original of a session, as it is stored: lines, each one JWE. The event of it is `recording.read`. */
const READ_ORIGINAL: AdminAct = {
  method: 'GET',
  path: '/v1/admin/originals/{id}',
  anyOf: ['auditor'],
  perform: async (parts, call) => {
    const read = (session: string) => parts.recordings.readOriginal(session);
    return reading(parts, call, { use: 'originals', read });
  },
};

/** What can be done about recordings. */
export const RECORDING_ACTS: readonly AdminAct[] = [READ_RECORDING, READ_ORIGINAL];

interface Reading {
  readonly use: RecordingUse;
  readonly read: (session: string) => Promise<AsyncIterable<Uint8Array>>;
}

/** That it is read is durable before any of it is. */
function reading({ log }: ActParts, call: ActCall, { use, read }: Reading): Promise<ActStream> {
  const { id: sessionId = '' } = call;
  const draft = actEvent('recording.read', call, { sessionId, recording: { use } });
  return recordedAct(log, draft, async () => streamed(await read(sessionId), NDJSON));
}

/** Raises `request_invalid` for a use that is none. */
function useOf({ headers }: ActCall): RecordingUse {
  const named = headers[USE_HEADER] ?? 'replay';
  const use = RECORDING_USES.find((known) => known === named);
  if (use === undefined || use === 'originals') throw new SallyportError('request_invalid');
  return use;
}
