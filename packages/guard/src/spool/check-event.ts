import { isUuid, SallyportError } from '@sallyport/core';
import { MAX_EVENT_BYTES, type SpooledEvent } from './spool.ts';

const PARTS = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

/** A frozen copy of an event, once it is seen to be one: three base64url parts (RFC 7515 §7.1) and a UUID. Raises `request_invalid`. */
export function checkEvent({ id, jws }: SpooledEvent): SpooledEvent {
  const sized = typeof id === 'string' && typeof jws === 'string' && jws.length <= MAX_EVENT_BYTES;
  if (!sized || !isUuid(id) || !isCompact(jws)) throw new SallyportError('request_invalid');
  return Object.freeze({ id, jws });
}

/** No base64url text has a length of one more than a multiple of four. RFC 4648 §5 */
function isCompact(jws: string): boolean {
  const parts = PARTS.exec(jws)?.slice(1) ?? [];
  return parts.length === 3 && parts.every((part) => part.length % 4 !== 1);
}
