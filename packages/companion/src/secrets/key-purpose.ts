/** What a key of the companion is for. */
export type KeyPurpose = 'log' | 'event' | 'grant' | 'federation';

/**
 * The purposes whose keys rotate. Those of the log and of its events do not: they are who the log is. Checkpoints and events of years ago
 * must verify with the very keys that readers pinned, so another key would be another log.
 */
export const ROTATED_PURPOSES = ['grant', 'federation'] as const satisfies readonly KeyPurpose[];

/** A purpose whose key rotates. */
export type RotatedPurpose = (typeof ROTATED_PURPOSES)[number];

/** The JWS algorithm of each: RFC 7518 §3.1. What federates signs RS256, which every cloud takes. */
export const ROTATED_ALGORITHMS: Readonly<Record<RotatedPurpose, 'ES256' | 'RS256'>> = Object.freeze({
  grant: 'ES256',
  federation: 'RS256',
});

/** Under which name a key is sealed. A slash cannot stand in the name of a secret of the store, so neither can pass for the other. */
export function keySecretName(purpose: KeyPurpose): string {
  return `signing-key/${purpose}`;
}
