import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, jsonAnswer } from '../provider/answer.ts';
import type { Mint } from './mint.ts';
import type { Trust } from './trust.ts';

/** A request, read to its end. */
export interface CloudRequest {
  readonly method: string;
  /** The request target: path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What each cloud works with. */
export interface CloudParts {
  readonly trust: Trust;
  readonly mint: Mint;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
}

/** One cloud: its answer, or `undefined` where the request is for another. */
export type Cloud = (request: CloudRequest, parts: CloudParts) => Promise<Answer | undefined>;

/** An OAuth error, RFC 6749 §5.2. Like a careless real one it quotes what it was sent. */
export function oauthError(error: string, { body }: CloudRequest, status = 400): Answer {
  return jsonAnswer({ error, error_description: `Refused: ${body}` }, status);
}

/** Reads a body of JSON; anything else gives nothing. */
export function readJson(body: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return {};
  }
}
