import { SallyportError } from '@sallyport/core';
import type { Lived } from './short-lived.ts';

/** What may stand in a header, and no longer than any real token. */
const TOKEN = /^[\x21-\x7e]{1,16384}$/;

/** Gives back a token that can stand in a header. Raises `credential_unavailable` for anything else. */
export function checkedToken(token: unknown): string {
  if (typeof token === 'string' && TOKEN.test(token)) return token;
  throw new SallyportError('credential_unavailable');
}

/** Where a token's time is counted from. */
export interface TokenTime {
  /** When it was asked for, in milliseconds since the Unix epoch. */
  readonly askedAt: number;
  /** Seconds it lives where the answer does not say. Default: then the answer is refused. */
  readonly fallbackSeconds?: number;
}

/**
 * Reads a token response, RFC 6749 §5.1. Its life is counted from when it was asked for, so that the way back costs nobody a call.
 * Raises `credential_unavailable` for what is none.
 */
export function readToken(answer: unknown, { askedAt, fallbackSeconds }: TokenTime): Lived<string> {
  const fields = (typeof answer === 'object' && answer !== null ? answer : {}) as Readonly<Record<string, unknown>>;
  const { token_type: type = 'Bearer', expires_in: seconds = fallbackSeconds } = fields;
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer' || typeof seconds !== 'number') {
    throw new SallyportError('credential_unavailable');
  }
  return { value: checkedToken(fields.access_token), expiresAt: askedAt + seconds * 1000 };
}
