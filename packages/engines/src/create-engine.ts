import { SallyportError, type Span, untilAborted } from '@sallyport/core';
import type { Engine } from '@sallyport/phi';
import { type Chunk, type ChunkLimit, chunkText } from './chunk-text.ts';
import { withinDeadline } from './deadline.ts';
import { Turns } from './turns.ts';

/** What every engine may be told. */
export interface EngineLimits {
  /** Milliseconds one request may take, its client's retries included. Default 10,000. */
  readonly timeoutMs?: number;
  /** Requests under way at once, over all calls. Default 4. */
  readonly concurrency?: number;
  /** Findings less certain than this, from 0 to 1, are let go. Default 0: none are. */
  readonly minScore?: number;
}

/** What makes an engine. */
export interface EngineParts {
  readonly name: string;
  readonly chunk: ChunkLimit;
  /** How many chunks a request may hold. Default 1. */
  readonly chunksPerRequest?: number;
  readonly limits: EngineLimits;
  /** One request: a list of spans for each chunk, with offsets in the chunk, in UTF-16 code units. */
  analyze(chunks: readonly string[], signal: AbortSignal): Promise<readonly (readonly Span[])[]>;
}

/** Default of `timeoutMs`. */
const TIMEOUT_MS = 10_000;

/** Default of `concurrency`. */
const CONCURRENCY = 4;

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * Makes an engine of a way to ask for a few chunks: texts are cut to what it takes, asked for in turns and within a time, and the answers
 * are held to their chunks and put together again. The first request that fails ends the others. Raises `config_invalid` for limits that
 * are none.
 */
export function createEngine(parts: EngineParts): Engine {
  const { timeoutMs = TIMEOUT_MS, concurrency = CONCURRENCY, minScore = 0 } = parts.limits;
  if (!(timeoutMs > 0 && Number.isInteger(concurrency) && concurrency > 0 && minScore >= 0 && minScore <= 1))
    throw new SallyportError('config_invalid', { place: `engines/${parts.name}` });
  const turns = new Turns(concurrency);
  const ask = async (pieces: readonly Piece[], signal: AbortSignal): Promise<void> => {
    const chunks = pieces.map(({ text }) => text);
    const work = (until: AbortSignal) => parts.analyze(chunks, until);
    const answer = await turns.take(() => withinDeadline(work, { signal, timeoutMs }));
    if (answer.length !== chunks.length) throw new SallyportError('engine_invalid');
    for (const [at, piece] of pieces.entries()) piece.take((answer[at] ?? []).filter(({ score }) => score >= minScore));
  };
  return Object.freeze({
    name: parts.name,
    detect: async (texts, { signal } = {}) => {
      const found: Span[][] = texts.map(() => []);
      const pieces = texts.flatMap((text, at) => piecesOf(text, { parts, into: found[at] ?? [] }));
      await untilOneFails(batches(pieces, parts.chunksPerRequest ?? 1), { ask, signal });
      return found;
    },
  } satisfies Engine);
}

/** A chunk, and where its spans go. */
interface Piece extends Chunk {
  take(spans: readonly Span[]): void;
}

/** The chunks in which there is anything to find. */
function piecesOf(
  text: string,
  { parts, into }: { readonly parts: EngineParts; readonly into: Span[] },
): readonly Piece[] {
  return chunkText(text, parts.chunk)
    .filter((chunk) => LETTER_OR_DIGIT.test(chunk.text))
    .map((chunk) => ({ ...chunk, take: (spans) => collect(spans, { chunk, into }) }));
}

function collect(spans: readonly Span[], { chunk, into }: { readonly chunk: Chunk; readonly into: Span[] }): void {
  for (const span of spans) {
    if (!(span.start >= 0 && span.start < span.end && span.end <= chunk.text.length))
      throw new SallyportError('engine_invalid');
    into.push({ ...span, start: span.start + chunk.start, end: span.end + chunk.start });
  }
}

function batches(pieces: readonly Piece[], size: number): readonly (readonly Piece[])[] {
  return Array.from({ length: Math.ceil(pieces.length / size) }, (_, at) => pieces.slice(at * size, (at + 1) * size));
}

async function untilOneFails(
  requests: readonly (readonly Piece[])[],
  {
    ask,
    signal,
  }: { ask(pieces: readonly Piece[], signal: AbortSignal): Promise<void>; signal: AbortSignal | undefined },
): Promise<void> {
  const stop = new AbortController();
  const until = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  try {
    await untilAborted(Promise.all(requests.map((pieces) => ask(pieces, until))), signal);
  } finally {
    stop.abort();
  }
}
