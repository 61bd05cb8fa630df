/** Signature algorithms an issuer may be allowed. Asymmetric only: no `HS*`, no `none` (RFC 8725 §3.1, §3.2). */
export const ISSUER_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

/** A signature algorithm an issuer may be allowed. */
export type IssuerAlgorithm = (typeof ISSUER_ALGORITHMS)[number];

/** An identity provider whose tokens are accepted. */
export interface IssuerConfig {
  /** `iss`, compared exactly. */
  readonly issuer: string;
  /** The `aud` a token must carry. */
  readonly audience: string;
  /** Default `[RS256, ES256]`. */
  readonly algorithms: readonly IssuerAlgorithm[];
  /** Where its keys are; found by discovery when absent. */
  readonly jwksUri?: string;
  /** The only `client_id` or `azp` values accepted; any when absent. */
  readonly clients?: readonly string[];
}
