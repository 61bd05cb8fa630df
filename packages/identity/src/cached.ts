import { type Clock, isSallyportError, SallyportError, systemClock, untilAborted } from '@sallyport/core';
import type { IdentityToken, TokenSource } from './token-source.ts';

/** RFC 6750 §2.1, and nothing that could break out of a header. */
const TOKEN_SHAPE = /^[A-Za-z0-9._~+/=-]+$/;
const TOO_SLOW = 'the token source took too long: check that its provider can be reached';
const MAX_TOKEN_LENGTH = 64 * 1024;

/** How a cached source behaves. */
export interface CacheOptions {
  /** Default: the system's clock. */
  readonly clock?: Clock;
  /** How long before its expiry a token is renewed, milliseconds. Default 60,000; never more than half of the token's life. */
  readonly earlyRefreshMs?: number;
  /** How long the source may take, milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
}

interface Held {
  readonly token: IdentityToken;
  readonly since: number;
  readonly renewAt: number;
  readonly expiresAt: number;
}

/**
 * Keeps a source's token until shortly before it expires. Callers who wait at the same time share one request; one who
 * aborts leaves the others waiting. A token whose expiry is unknown is not kept, nor is a failure; while a kept token
 * is still valid, a failure to renew it goes unseen. A token is never refused because this clock thinks it old: the
 * clock may be wrong. Everything a source throws that is no `SallyportError` becomes `identity_unavailable`, without a cause.
 */
export function cached(source: TokenSource, options: CacheOptions = {}): TokenSource {
  const { clock = systemClock, earlyRefreshMs = 60_000, timeoutMs = 10_000 } = options;
  let held: Held | undefined;
  let running: Promise<IdentityToken> | undefined;

  const isBefore = (time: number | undefined) => {
    const now = clock.now();
    // A clock that was set back says nothing about how old the token is.
    return held !== undefined && time !== undefined && held.since <= now && now < time;
  };
  const renew = async () => {
    const since = clock.now();
    const token = await request(source, timeoutMs);
    held = hold(token, { since, earlyRefreshMs });
    return token;
  };
  const renewOnce = () => {
    running ??= renew().finally(() => {
      running = undefined;
    });
    return running;
  };
  const orHeld = (error: unknown) => {
    if (held !== undefined && isBefore(held.expiresAt)) return held.token;
    throw error;
  };

  return Object.freeze({
    async getToken({ signal }: { readonly signal?: AbortSignal } = {}): Promise<IdentityToken> {
      if (signal?.aborted) throw new SallyportError('cancelled');
      if (held !== undefined && isBefore(held.renewAt)) return held.token;
      return untilAborted(renewOnce().catch(orHeld), signal);
    },
  });
}

async function request(source: TokenSource, timeoutMs: number): Promise<IdentityToken> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const { token, type, expiresAt } = await untilAborted(source.getToken({ signal }), signal);
    if (token.length > MAX_TOKEN_LENGTH || !TOKEN_SHAPE.test(token)) throw new SallyportError('identity_unavailable');
    return Object.freeze({ token, type, ...(expiresAt === undefined ? {} : { expiresAt }) });
  } catch (error) {
    // What the source says may quote a token, a secret or an identity provider's answer.
    if (signal.aborted) throw new SallyportError('identity_unavailable', { place: TOO_SLOW });
    if (!isSallyportError(error)) throw new SallyportError('identity_unavailable');
    throw error;
  }
}

function hold(token: IdentityToken, when: { since: number; earlyRefreshMs: number }): Held | undefined {
  const { expiresAt } = token;
  const { since, earlyRefreshMs } = when;
  if (expiresAt === undefined || !(expiresAt > since)) return undefined;
  const early = Math.min(earlyRefreshMs, (expiresAt - since) / 2);
  return { token, since, renewAt: expiresAt - early, expiresAt };
}
