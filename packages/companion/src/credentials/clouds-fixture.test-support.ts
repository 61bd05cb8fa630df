import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { type Clock, systemClock } from '@sallyport/core';
import { type CloudsOptions, type IssuerSite, startClouds, startIssuerSite } from '@sallyport/testkit';
import { FederationIssuer, identityToken } from '../federation/index.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEY = { kid: 'key-of-the-tests', privateKey };

/** Publishes the key of an issuer. */
export async function startSite(): Promise<IssuerSite> {
  const site = await startIssuerSite();
  site.keys = [{ ...createPublicKey(privateKey).export({ format: 'jwk' }), kid: KEY.kid, alg: 'RS256', use: 'sig' }];
  return site;
}

/** Clouds that trust an issuer, and that issuer's tokens. */
export async function openClouds(options: Omit<CloudsOptions, 'issuer'> = {}) {
  const { clock = systemClock } = options;
  const site = await startSite();
  const clouds = await startClouds({ issuer: site.url, ...options });
  const issuer = new FederationIssuer({ issuer: site.url, key: () => KEY, clock });
  return {
    clouds,
    site,
    issuer,
    clock: clock as Clock,
    tokenFor: (audience: string, subject = 'sallyport:openai') => identityToken(issuer, { audience, subject }),
    close: () => Promise.all([clouds.close(), site.close()]),
  };
}

/** A signal that nobody aborts. */
export function noSignal(): AbortSignal {
  return new AbortController().signal;
}

/** All that an error says, in its message, its properties and its cause. */
export function allOf(error: unknown): string {
  return inspect(error, { depth: 12, showHidden: true, maxStringLength: null });
}
