import { open, stat } from 'node:fs/promises';
import { SallyportError, systemClock } from '@sallyport/core';
import type { CacheOptions } from '../cached.ts';
import { tokenExpiry } from '../token-expiry.ts';
import type { IdentityToken, TokenSource } from '../token-source.ts';

/** A file into which the platform puts a token, and a new one before the old one expires. */
export interface WorkloadTokenFileOptions extends Pick<CacheOptions, 'clock'> {
  /** `/var/run/secrets/tokens/sallyport` of Kubernetes; what spiffe-helper writes a JWT-SVID to. */
  readonly path: string;
  /** How long a token that was read serves without a look at the file, milliseconds. Default 1,000. */
  readonly lookEveryMs?: number;
}

const LARGEST_BYTES = 65_536;
const SHAPE = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const MISSING = 'the token file could not be read: check that it is mounted and readable';
const SPOILT = 'the token file holds no JWT: check which audience and path it was mounted with';
const STALE = 'the token in the file has expired: check that the platform still renews it';

interface Held {
  readonly token: IdentityToken;
  /** Of the file it came from: a projected volume swaps the file, another writer changes it. */
  readonly version: string;
  readonly lookedAt: number;
}

/**
 * Gives the token in a file, such as a projected service account token of Kubernetes or a JWT-SVID of SPIFFE, and notices when it is
 * renewed. Raises `config_invalid` at once without a path, and `identity_unavailable`, saying what to do, for a file that is missing or
 * larger than 64 KiB, holds no JWT, or one that has expired (a minute of difference between the clocks is let pass).
 */
export function workloadTokenFile(options: WorkloadTokenFileOptions): TokenSource {
  const { path, clock = systemClock, lookEveryMs = 1_000 } = options;
  if (path === '') throw new SallyportError('config_invalid', { place: 'path' });
  let held: Held | undefined;
  return Object.freeze({
    async getToken({ signal }: { readonly signal?: AbortSignal } = {}): Promise<IdentityToken> {
      if (signal?.aborted) throw new SallyportError('cancelled');
      const now = clock.now();
      if (held === undefined || now < held.lookedAt || now >= held.lookedAt + lookEveryMs) {
        held = await look(path, { held, now });
      }
      if ((held.token.expiresAt ?? Number.POSITIVE_INFINITY) + CLOCK_SKEW_MS <= now) throw unavailable(STALE);
      return held.token;
    },
  });
}

const CLOCK_SKEW_MS = 60_000;

async function look(path: string, { held, now }: { readonly held: Held | undefined; readonly now: number }) {
  const { mtimeMs, ino, size } = await stat(path).catch(() => refuse(MISSING));
  const version = `${ino} ${mtimeMs} ${size}`;
  if (held?.version === version) return { ...held, lookedAt: now };
  return { token: await read(path), version, lookedAt: now };
}

async function read(path: string): Promise<IdentityToken> {
  const file = await open(path, 'r').catch(() => refuse(MISSING));
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LARGEST_BYTES + 1), 0, LARGEST_BYTES + 1, 0);
    const token = buffer.toString('latin1', 0, bytesRead).trim();
    if (bytesRead > LARGEST_BYTES || !SHAPE.test(token)) return refuse(SPOILT);
    const expiresAt = tokenExpiry(token);
    const type = 'urn:ietf:params:oauth:token-type:jwt';
    return Object.freeze(expiresAt === undefined ? { token, type } : { token, type, expiresAt });
  } finally {
    await file.close();
  }
}

function unavailable(place: string): SallyportError {
  return new SallyportError('identity_unavailable', { place });
}

function refuse(place: string): never {
  throw unavailable(place);
}
