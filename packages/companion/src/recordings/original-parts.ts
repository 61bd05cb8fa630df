import { createHash } from 'node:crypto';
import { SallyportError } from '@sallyport/core';
import type { SegmentStore } from './segment-store.ts';

/** The most bytes of a part. */
const PART_BYTES = 262_144;

/** What was stored of an original. */
export interface StoredOriginal {
  readonly parts: number;
  readonly size: number;
  /** SHA-256 of all of it. */
  readonly digest: Uint8Array;
}

/** Whose original it is, until when it is kept, and whether it is taken away where it cannot be stored whole. */
export interface PartsPlace {
  readonly session: string;
  readonly keepUntil: Date;
  /** Default: false. */
  readonly onlyWhole?: boolean;
}

/**
 * Stores a sealed original in parts, in the memory of one of them. Where it fails, `onlyWhole` takes away again what was stored: for bytes that
 * nobody can bring a second time. Raises what the bytes and the store raise.
 */
export async function storeParts(
  store: SegmentStore,
  bytes: AsyncIterable<Uint8Array>,
  { session, keepUntil, onlyWhole = false }: PartsPlace,
): Promise<StoredOriginal> {
  const hash = createHash('sha256');
  let parts = 0;
  let size = 0;
  try {
    for await (const part of inParts(bytes)) {
      hash.update(part);
      await store.write({ kind: 'originals', session, index: parts, keepUntil }, part);
      parts += 1;
      size += part.length;
    }
  } catch (cause) {
    if (onlyWhole) await store.remove({ kind: 'originals', session, parts: parts + 1 }).catch(() => undefined);
    throw cause;
  }
  if (parts === 0) throw new SallyportError('internal');
  return { parts, size, digest: hash.digest() };
}

async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let part = new Uint8Array(PART_BYTES);
  let filled = 0;
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      const piece = chunk.subarray(at, at + PART_BYTES - filled);
      part.set(piece, filled);
      filled += piece.length;
      at += piece.length;
      if (filled < PART_BYTES) continue;
      yield part;
      // The one before may still be on its way.
      part = new Uint8Array(PART_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}
