import { SallyportError, type Span } from '@sallyport/core';
import { type ScanOptions, scan } from '../scan.ts';
import { cutPieces, type TextChunks } from './cut-pieces.ts';

/** How a stream is scanned. */
export interface StreamOptions extends Omit<ScanOptions, 'field'> {
  /** The most UTF-16 code units that are looked at together, 1,024 to 1,048,576. Default: 262,144. */
  readonly pieceLength?: number;
}

const PIECE = 262_144;
const SHORTEST = 1024;
const LONGEST = 1_048_576;

/** A piece of a stream, and what identifiers are in it: offsets in the piece. */
export interface ScannedPiece {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** Scans a stream piece by piece. */
export async function* scanPieces(
  chunks: TextChunks,
  { pieceLength = PIECE, ...options }: StreamOptions = {},
): AsyncGenerator<ScannedPiece, void, undefined> {
  if (!Number.isInteger(pieceLength) || pieceLength < SHORTEST || pieceLength > LONGEST)
    throw new SallyportError('config_invalid');
  for await (const text of cutPieces(chunks, pieceLength)) yield { text, spans: scan(text, options) };
}

/**
 * Finds the identifiers in a text of any length, in bounded memory: sorted and disjoint, with their UTF-16 offsets in the whole text. It is read in
 * pieces that end with a paragraph, a line or a word, each scanned by itself, so that a bare name is found by an earlier mention only in its own piece; a
 * record larger than a piece is read as text. Throws what `scan` does, `input_unreadable` for a piece without any space or line break, and
 * `config_invalid` for a piece length out of range.
 */
export async function* scanStream(chunks: TextChunks, options?: StreamOptions): AsyncGenerator<Span, void, undefined> {
  let start = 0;
  for await (const { text, spans } of scanPieces(chunks, options)) {
    for (const span of spans) yield Object.freeze({ ...span, start: span.start + start, end: span.end + start });
    start += text.length;
  }
}
