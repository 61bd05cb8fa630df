import { Readable } from 'node:stream';
import { readBounded, SallyportError } from '@sallyport/core';
import { bodyPieces, type RequestFrame } from '@sallyport/recording';
import type { Spool } from './spool.ts';

/** An answer, with when it came. */
export interface TimedAnswer {
  readonly status: number;
  readonly body: Uint8Array;
  /** Milliseconds until its head, and until its last byte. */
  readonly headMs: number;
  readonly endMs: number;
}

/** Where and as whom a recorded request is sent again. */
export interface Resending {
  /** The companion's public URL. */
  readonly companion: string;
  readonly connection: string;
  /** A bearer token that the connection takes. */
  readonly token: string;
}

/** The longest answer that is compared: 16 MiB. */
export const MAX_ANSWER_BYTES = 16_777_216;

/**
 * Sends a recorded request again, as it left (redacted), through the companion, which records this one too.
 * Raises `companion_unreachable`, `companion_invalid`, `upstream_too_large`.
 */
export async function resend(
  { spool, request }: { readonly spool: Spool; readonly request: RequestFrame },
  { companion, connection, token }: Resending,
): Promise<TimedAnswer> {
  const { method, path, query, headers } = request;
  const url = `${companion}/c/${connection}${path}${query === '' ? '' : `?${query}`}`;
  const began = performance.now();
  const answer = await fetch(url, {
    method,
    headers: { ...headers, authorization: `Bearer ${token}` },
    redirect: 'manual',
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: bodyOf(spool), duplex: 'half' }),
  } as RequestInit).catch(() => {
    throw new SallyportError('companion_unreachable');
  });
  if (answer.status >= 300 && answer.status < 400) throw new SallyportError('companion_invalid');
  const headMs = performance.now() - began;
  const body = await readBounded(answer.body, { limit: MAX_ANSWER_BYTES, error: 'upstream_too_large' });
  return { status: answer.status, body, headMs, endMs: performance.now() - began };
}

/** Read as it is sent: in little memory, however large. */
function bodyOf(spool: Spool): ReadableStream<Uint8Array> {
  async function* bytes() {
    for await (const piece of bodyPieces(spool.frames(), 'request')) yield piece.bytes;
  }
  return Readable.toWeb(Readable.from(bytes(), { objectMode: false })) as ReadableStream<Uint8Array>;
}
