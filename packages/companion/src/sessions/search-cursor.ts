import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { fromBase64url, isUuid, SallyportError } from '@sallyport/core';
import { type KeyWrapper, loadOwnSecret } from '../secrets/index.ts';
import type { Database } from '../storage/index.ts';

/** Where a page ended: the next holds what was opened before, and, of what was opened then, what has a lower id. */
export interface Position {
  readonly openedAt: Date;
  readonly id: string;
}

/** Makes cursors, and takes them back. */
export interface Cursors {
  /** A text that stands for a position in one search, and in no other. */
  write(position: Position, search: object): string;
  /** Raises `request_invalid` for a cursor that is not one of this search. */
  read(cursor: string, search: object): Position;
}

/** A slash cannot stand in the name of a secret of the store, so this one is nobody else's. */
const NAME = 'session/cursor-key';
const TIME_BYTES = 8;
const ID_BYTES = 16;
const TAG_BYTES = 16;

/**
 * Opens the key that cursors are signed with (HMAC-SHA256), making it first when there is none: every replica takes every other's. Raises `secret_unsealed`
 * with the wrong root key, `internal` when the database fails.
 */
export async function openCursors(parts: {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
}): Promise<Cursors> {
  const key = createSecretKey(await loadOwnSecret({ ...parts, name: NAME }));
  return Object.freeze({
    write: (position: Position, search: object) => {
      const place = encode(position);
      return Buffer.concat([place, tagOf(key, { place, search })]).toString('base64url');
    },
    read: (cursor: string, search: object) => {
      const bytes = Buffer.from(fromBase64url(cursor) ?? []);
      const place = bytes.subarray(0, TIME_BYTES + ID_BYTES);
      const tag = bytes.subarray(TIME_BYTES + ID_BYTES);
      if (tag.length !== TAG_BYTES || !timingSafeEqual(tag, tagOf(key, { place, search })))
        throw new SallyportError('request_invalid');
      return decode(place);
    },
  });
}

function tagOf(key: KeyObject, { place, search }: { readonly place: Uint8Array; readonly search: object }): Buffer {
  const names = Object.entries(search).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHmac('sha256', key).update(place).update(JSON.stringify(names)).digest().subarray(0, TAG_BYTES);
}

function encode({ openedAt, id }: Position): Buffer {
  const bytes = Buffer.alloc(TIME_BYTES + ID_BYTES);
  bytes.writeBigInt64BE(BigInt(openedAt.getTime()));
  bytes.write(id.replaceAll('-', ''), TIME_BYTES, 'hex');
  return bytes;
}

function decode(bytes: Buffer): Position {
  const openedAt = new Date(Number(bytes.readBigInt64BE()));
  const hex = bytes.toString('hex', TIME_BYTES);
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  if (!isUuid(id) || Number.isNaN(openedAt.getTime())) throw new SallyportError('request_invalid');
  return { openedAt, id };
}
