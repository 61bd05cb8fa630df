import { createHash } from 'node:crypto';
import type { SpooledEvent } from './spool.ts';

/** What a line adds to the event's JWS, in bytes. */
export const LINE_BYTES = 52;

/** What it takes to write that one event is settled, in bytes. */
export const SETTLED_BYTES = 52;

/** What an event with a JWS of so many bytes takes of a spool's room, until its segment is deleted. */
export function eventCost(jwsBytes: number): number {
  return jwsBytes + LINE_BYTES + SETTLED_BYTES;
}

/** Where an event's line begins in its segment, and the length of its JWS, in bytes. */
export interface Place {
  readonly offset: number;
  readonly jwsBytes: number;
}

/** Where the event's line ends, its newline left out. */
export function endOf({ offset, jwsBytes }: Place): number {
  return offset + jwsBytes + LINE_BYTES - 1;
}

const LINE = /^([ES]) ([\w-]{11}) ([0-9a-f-]{36})(?: ([\w-]+\.[\w-]+\.[\w-]+))?$/;
const NEWLINE = 0x0a;
const ID_AT = 14;
const ID_BYTES = 36;

/** What lines of events take, in bytes. */
export function linesSize(events: readonly SpooledEvent[]): number {
  return events.reduce((sum, { jws }) => sum + jws.length + LINE_BYTES, 0);
}

/** The lines of events in a segment: `E digest id jws`, 66 bits of SHA-256 over the segment's own UUID and the rest of the line. */
export function eventLines(segment: string, events: readonly SpooledEvent[]): Buffer {
  return Buffer.from(events.map(({ id, jws }) => line(segment, 'E', `${id} ${jws}`)).join(''), 'latin1');
}

/** The lines that say that events of a segment are settled: `S digest id`. */
export function settledLines(segment: string, ids: readonly string[]): Buffer {
  // What stands before may be a line torn by a crash: a newline ends it.
  return Buffer.from(ids.map((id) => `\n${line(segment, 'S', id)}`).join(''), 'latin1');
}

/** Reads back one line of an event, given without its newline; `undefined` when it is not whole. */
export function readEvent(segment: string, bytes: Uint8Array): SpooledEvent | undefined {
  const { id = '', jws } = readLine(segment, bytes) ?? {};
  return jws === undefined ? undefined : Object.freeze({ id, jws });
}

/** Finds the events of a segment that are not settled. Lines that a crash tore, and bytes it left, are passed over. */
export function readSegment(segment: string, bytes: Buffer): ReadonlyMap<string, Place> {
  const waiting = new Map<string, Place>();
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    const found = readLine(segment, bytes.subarray(start, end));
    if (found?.jws !== undefined) waiting.set(idAt(bytes, start), { offset: start, jwsBytes: found.jws.length });
    else if (found !== undefined) waiting.delete(found.id);
    start = end + 1;
  }
  return waiting;
}

/** Where the events of some lines stand, when the lines are written at `offset`. */
export function placesOf(lines: Buffer, offset: number): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf(NEWLINE, start) + 1;
    places.set(idAt(lines, start), { offset: offset + start, jwsBytes: end - start - LINE_BYTES });
    start = end;
  }
  return places;
}

/** Read from the bytes, for a string cut out of another one keeps all of that in memory. */
function idAt(bytes: Buffer, start: number): string {
  return bytes.toString('latin1', start + ID_AT, start + ID_AT + ID_BYTES);
}

/** An event, or without a JWS the id of one that is settled. */
function readLine(segment: string, bytes: Uint8Array): { readonly id: string; readonly jws?: string } | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const [, tag, digest, id = '', jws] = LINE.exec(text) ?? [];
  if (tag === 'E' && jws !== undefined)
    return digest === digestOf(segment, tag, `${id} ${jws}`) ? { id, jws } : undefined;
  if (tag === 'S' && jws === undefined) return digest === digestOf(segment, tag, id) ? { id } : undefined;
  return undefined;
}

function line(segment: string, tag: 'E' | 'S', rest: string): string {
  return `${tag} ${digestOf(segment, tag, rest)} ${rest}\n`;
}

/** The segment's UUID is in it, so that an old file's blocks, shown by a disk after a power cut, are not taken for this one's. */
function digestOf(segment: string, tag: 'E' | 'S', rest: string): string {
  return createHash('sha256').update(`${segment} ${tag} ${rest}`).digest('base64url').slice(0, 11);
}
