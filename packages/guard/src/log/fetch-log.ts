import { fromUtf8, SallyportError } from '@sallyport/core';
import { readTrust, TILE_WIDTH, type TileAddress, type TileReader, type Trust, tilePath } from '@sallyport/ledger';
import type { CompanionHttp, HttpAnswer } from '../companion/companion-http.ts';

const MAX_TRUST_BYTES = 262_144;
const MAX_CHECKPOINT_BYTES = 65_536;
const HASH_BYTES = 32;
const MAX_PROBLEM_BYTES = 4096;

/** Where a log's hashes and keys are read. Each method raises `companion_unreachable`, and `companion_invalid` for an answer that is none. */
export interface LogReader extends TileReader {
  trust(): Promise<Trust>;
  /** The latest checkpoint, C2SP tlog-checkpoint; not opened yet. */
  checkpoint(): Promise<string>;
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
      return readTrust(bytes).catch(() => {
        throw new SallyportError('companion_invalid');
      });
    },
    checkpoint: async () => textOf(bytesOf(await get('/log/checkpoint', MAX_CHECKPOINT_BYTES), 'text/plain')),
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
