import type { EventDetails, EventKind } from '@sallyport/core';
import { type BundleEntry, encodeEvent } from '@sallyport/ledger';
import type { KeptBundle } from './kept-bundle.ts';

/** For tests: a bundle in memory, each file in pieces of this many bytes. What is not read is of no matter: its names are not looked at. */
export function memoryBundle(files: ReadonlyMap<string, Uint8Array>, piece = 7): KeptBundle {
  return {
    files: async function* () {
      for (const [path, { length }] of files) yield { path, size: length };
    },
    read: async (path, limit) => files.get(path)?.subarray(0, limit + 1),
    open: async (path) => {
      const bytes = files.get(path);
      return bytes && inPieces(bytes, piece);
    },
    close: () => {},
  };
}

/** For tests: bytes in pieces, an empty one first. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(0);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** For tests: a stream that breaks off after some bytes. */
export async function* broken(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
  throw new TypeError('the disk is gone');
}

/** For tests: a verified entry of a kind. */
export function bundleEntry(
  kind: EventKind,
  details: EventDetails,
  place: Partial<Pick<BundleEntry, 'index' | 'within'>> = {},
): BundleEntry {
  const identity = { issuer: 'https://login.example.org/', subject: 'svc-triage' };
  const facts = { id: 'e1', kind, time: 1_795_000_000_000, identity, status: 'success', details } as const;
  const event = encodeEvent(facts, { version: '0.1.0' });
  return { index: 0, within: 'range', kid: 'k1', inPeriod: true, time: event.time, ...place, event };
}
