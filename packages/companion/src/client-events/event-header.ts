import { EVENT_TYPE } from '@sallyport/ledger';
import { parseExactly } from './parse-exactly.ts';
import { decodeStrictly } from './signed-event.ts';

const KID = /^[\w-]{43}$/;

/**
 * Gives a reader of encoded headers: the `kid` of one that is exactly `alg` ES256, `typ` `sallyport-event+jws` and `kid`, an RFC 7638
 * thumbprint; of any other `undefined`. It remembers what it read, for most events of a request have one header: one reader a request.
 */
export function eventHeaderReader(): (header: string) => string | undefined {
  const read = new Map<string, string | undefined>();
  return (header) => {
    if (!read.has(header)) read.set(header, readHeader(header));
    return read.get(header);
  };
}

function readHeader(header: string): string | undefined {
  const bytes = decodeStrictly(header);
  const { alg, typ, kid, ...others } = (bytes && parseExactly(bytes)) ?? {};
  const pinned = alg === 'ES256' && typ === EVENT_TYPE && Object.keys(others).length === 0;
  return pinned && typeof kid === 'string' && KID.test(kid) ? kid : undefined;
}
