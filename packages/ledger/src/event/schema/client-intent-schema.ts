import { APPLIED_COUNTS, closed, DIGEST, matching, type Schema, THUMBPRINT, UUID } from './words.ts';

/** The `sallyport` claim of a `client.intent`: what `readIntentClaim` takes. */
export const INTENT_CLAIM_SCHEMA: Schema = closed(
  { correlation_id: UUID, commitment: DIGEST, applied: APPLIED_COUNTS },
  { originals: DIGEST },
);

/**
 * What a `client.intent` says: the payload of a DPoP proof, RFC 9449 §4.2. Others' claims, which the RFC allows, the companion refuses, for
 * they would stand in the ledger.
 */
export const CLIENT_INTENT_SCHEMA: Schema = closed(
  {
    jti: matching('^[\\x21-\\x7e]{1,128}$', 128),
    htm: matching('^[A-Z]{1,16}$', 16),
    htu: matching('^[\\x21-\\x7e]{1,2048}$', 2048),
    iat: { type: 'number' },
  },
  {
    ath: THUMBPRINT,
    nonce: matching('^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,256}$', 256),
    sallyport: INTENT_CLAIM_SCHEMA,
  },
);
