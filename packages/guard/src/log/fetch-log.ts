import { fromUtf8, SallyportError } from '@sallyport/core';
import {
  readTrustDocument,
  TILE_WIDTH,
  type TileAddress,
  type TileReader,
  type TrustDocument,
  tilePath,
} from '@sallyport/ledger';
import type { CompanionHttp, HttpAnswer } from '../companion/companion-http.ts';
import { readRecoveries, type StatedRecovery } from './read-recoveries.ts';

const MAX_TRUST_BYTES = 1_048_576;
const MAX_CHECKPOINT_BYTES = 65_536;
const MAX_RECOVERIES_BYTES = 2_097_152;
const HASH_BYTES = 32;
const MAX_PROBLEM_BYTES = 4096;

/** Where a log's hashes and keys are read. Each method raises `companion_unreachable`, and `companion_invalid` for an answer that is none. */
export interface LogReader extends TileReader {
  trust(): Promise<TrustDocument>;
  /** The latest checkpoint, C2SP tlog-checkpoint; not opened yet. */
  checkpoint(): Promise<string>;
  /** The latest checkpoint that witnesses cosigned; not opened yet. `undefined` where there is none. */
  witnessed(): Promise<string | undefined>;
  /** How the log goes on from restored backups, the last one first; nothing of it believed yet. */
  recoveries(): Promise<readonly StatedRecovery[]>;
}

/** Reads a companion's log over HTTP: C2SP tlog-tiles. */
export function logReader(http: CompanionHttp, signal?: AbortSignal): LogReader {
  const get = (path: string, maxBytes: number) => http.send({ method: 'GET', path, maxBytes, signal });
  const tile = async (address: TileAddress): Promise<Uint8Array> => {
    const wanted = address.width * HASH_BYTES;
    const answer = await get(`/log/${tilePath(address)}`, Math.max(wanted, MAX_PROBLEM_BYTES));
    if (answer.status !== 404 || address.width === TILE_WIDTH) return bytesOf(answer, 'application/octet-stream');
    // A log need not keep partial tiles that have been filled since.
    return (await tile({ ...address, width: TILE_WIDTH })).subarray(0, wanted);
  };
  return {
    tile,
    trust: async () => {
      const bytes = bytesOf(await get('/v1/trust', MAX_TRUST_BYTES), 'application/json');
      return readTrustDocument(bytes).catch(() => {
        throw new SallyportError('companion_invalid');
      });
    },
    checkpoint: async () => textOf(bytesOf(await get('/log/checkpoint', MAX_CHECKPOINT_BYTES), 'text/plain')),
    witnessed: async () => {
      const answer = await get('/log/witnessed', MAX_CHECKPOINT_BYTES);
      return answer.status === 404 ? undefined : textOf(bytesOf(answer, 'text/plain'));
    },
    recoveries: async () => {
      const answer = await get('/log/recoveries', MAX_RECOVERIES_BYTES);
      // A companion of an earlier version knows of none.
      return answer.status === 404 ? [] : readRecoveries(bytesOf(answer, 'application/json'));
    },
  };
}

/** Another type of content comes from whatever stands in front of a companion that is away. */
function bytesOf({ status, headers, body }: HttpAnswer, type: string): Uint8Array {
  if (status >= 500) throw new SallyportError('companion_unreachable');
  if (status !== 200 || headers['content-type']?.split(';', 1)[0] !== type) {
    throw new SallyportError('companion_invalid');
  }
  return body;
}

/** What is not UTF-8 is no checkpoint of anybody's. */
function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    return '';
  }
}
