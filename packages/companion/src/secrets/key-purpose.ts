/** What a key of the companion is for. */
export type KeyPurpose = 'log' | 'event' | 'grant' | 'federation';

/** The purposes whose keys others find in the JWKS, as long as what they signed can live. */
export const PUBLISHED_PURPOSES = ['grant', 'federation'] as const satisfies readonly KeyPurpose[];

/** A purpose whose keys are found in the JWKS. */
export type PublishedPurpose = (typeof PUBLISHED_PURPOSES)[number];

/**
 * The purposes of the keys by which the ledger is believed. Checkpoints and events of years ago must verify: of these keys the public half
 * stays for ever, and each is vouched for by those before it.
 */
export const LEDGER_PURPOSES = ['log', 'event'] as const satisfies readonly KeyPurpose[];

/** A purpose of a key by which the ledger is believed. */
export type LedgerPurpose = (typeof LEDGER_PURPOSES)[number];

/** Every purpose: each has keys that rotate. */
export const KEY_PURPOSES = [...PUBLISHED_PURPOSES, ...LEDGER_PURPOSES] as const;

/** The JWS algorithm of each: RFC 7518 §3.1, RFC 8037 §3.1. What federates signs RS256, which every cloud takes. */
export const KEY_ALGORITHMS: Readonly<Record<KeyPurpose, 'ES256' | 'RS256' | 'EdDSA'>> = Object.freeze({
  log: 'EdDSA',
  event: 'ES256',
  grant: 'ES256',
  federation: 'RS256',
});

/** Under which name a key is sealed. A slash cannot stand in the name of a secret of the store, so neither can pass for the other. */
export function keySecretName(purpose: KeyPurpose): string {
  return `signing-key/${purpose}`;
}
