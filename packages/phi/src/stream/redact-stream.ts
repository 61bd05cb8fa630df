import { REDACT_ALL } from '../redact.ts';
import { transform } from '../transform.ts';
import type { TextChunks } from './cut-pieces.ts';
import { type StreamOptions, scanPieces } from './scan-stream.ts';

/** Replaces every identifier of a text of any length by its entity in brackets, as `redact` does, in bounded memory. Reads and throws as `scanStream` does. */
export async function* redactStream(
  chunks: TextChunks,
  options?: StreamOptions,
): AsyncGenerator<string, void, undefined> {
  for await (const { text, spans } of scanPieces(chunks, options)) yield transform(text, spans, REDACT_ALL).text;
}
