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
  /** The `aud` a token must carry; of a list, one. */
  readonly audience: string | readonly string[];
  /** Default `[RS256, ES256]`. */
  readonly algorithms: readonly IssuerAlgorithm[];
  /** Where its keys are; found by discovery when absent. */
  readonly jwksUri?: string;
  /** The only clients accepted, by `client_id`, `azp`, `cid` or `appid`; any when absent. */
  readonly clients?: readonly string[];
  /** Absolute: PEM certificates of the authorities that its TLS certificate must come from. The system's when absent. */
  readonly caFile?: string;
  /** Seconds by which its clock and ours may differ, at both ends of a token's life. Default 30, at most 120. */
  readonly clockToleranceSeconds?: number;
  /** Seconds since `iat` after which a token is too old, whatever its `exp`; `iat` is then required. Unbounded when absent. */
  readonly maxAgeSeconds?: number;
  /** What each token must say besides; all must hold. */
  readonly requiredClaims?: ClaimRules;
  /** Where a token names its groups. Default: the claim `groups`. */
  readonly groups?: GroupsConfig;
  /** Which tokens speak of a service and not of a person: those that fit one of these. */
  readonly serviceAccounts?: readonly ServiceAccountRule[];
  /** Default `both`. `services` without `serviceAccounts`: all its subjects are services. */
  readonly accept?: 'both' | 'people' | 'services';
}

/**
 * What a claim must be: a text, one of several, or the same as another claim. `*` at the end of a text stands for any ending. A claim
 * that is a list fits where one of its elements does; a number or a boolean counts as its text.
 */
export type ClaimRule = string | readonly string[] | { readonly sameAs: string };

/** Claims by name, or by a path of names with dots between, such as `realm_access.roles`. */
export type ClaimRules = Readonly<Record<string, ClaimRule>>;

/** A kind of service account, and what its kind gives it. */
export interface ServiceAccountRule {
  /** All must hold. */
  readonly claims: ClaimRules;
  /** Groups it is in, besides those the token names. */
  readonly groups?: readonly string[];
}

/** Where a token names its groups. */
export interface GroupsConfig {
  /** A claim or a path of claims with dots between; a list of texts, or one text with spaces between. Default `groups`. */
  readonly claim?: string;
  /** Where to ask when an Entra token says that its subject has more groups than a token holds. Such tokens are refused when absent. */
  readonly overage?: { readonly graph: GraphConfig };
}

/** Microsoft Graph, and the application that may read memberships there. */
export interface GraphConfig {
  /** Default `https://graph.microsoft.com/v1.0`. */
  readonly url?: string;
  /** Default `https://login.microsoftonline.com`. */
  readonly authority?: string;
  /** A GUID. */
  readonly tenantId: string;
  readonly clientId: string;
  /** The name of a sealed secret: the application's client secret. Either this or `certificate`. */
  readonly secret?: string;
  readonly certificate?: GraphCertificate;
  /** Absolute: as the issuer's `caFile`, for Graph and the authority. */
  readonly caFile?: string;
}

/** A certificate with which an application proves itself to Entra. */
export interface GraphCertificate {
  /** Absolute: the certificate, PEM. */
  readonly file: string;
  /** The name of a sealed secret: its private key, PKCS#8 PEM. */
  readonly privateKey: string;
}
