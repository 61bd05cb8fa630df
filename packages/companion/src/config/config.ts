import type { Baa, ConnectionKind } from '@sallyport/core';
import type { EnginesConfig } from './engines-config.ts';

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

/** Who may use a connection. `*` stands for everybody. A caller passes when its subject or one of its groups is listed. */
export interface AllowConfig {
  readonly subjects?: readonly string[];
  readonly groups?: readonly string[];
  /** The issuer whose subjects and groups are meant; required where several issuers are configured and names are listed. */
  readonly issuer?: string;
}

/** How the companion proves itself upstream: a sealed secret by name, or nothing at all. */
export type CredentialConfig = { readonly secret: string } | { readonly none: true };

/** An upstream. */
export interface ConnectionConfig {
  /** Lower-case letters, digits and dashes; unique. */
  readonly name: string;
  readonly kind: ConnectionKind;
  /** Without a trailing slash, query or fragment. */
  readonly baseUrl: string;
  /** Default `false`. */
  readonly insecureHttp: boolean;
  readonly baa: Baa;
  readonly credential: CredentialConfig;
  readonly allow: AllowConfig;
  /**
   * `dpop`, the default: only grants, each call with a proof that their key is held (RFC 9449). `bearer`: also access tokens of the
   * issuers as they are, within the bounds of `bearer`.
   */
  readonly senderConstraint: 'dpop' | 'bearer';
  /** Present where `senderConstraint` is `bearer`, and nowhere else. */
  readonly bearer?: BearerConfig;
  /** Whether a call with a proof must carry a signed intent in it. Default `required`. */
  readonly clientIntent: 'required' | 'optional';
}

/** Bounds on access tokens that come as bearers. */
export interface BearerConfig {
  /** The only `client_id` or `azp` values accepted; may be absent only where each issuer that is allowed here has `clients`. */
  readonly clients?: readonly string[];
  /** The longest that a token may be good for, from issue to expiry, in seconds. Default 3,600. */
  readonly maxLifetimeSeconds: number;
  /** The only networks accepted, in CIDR notation; any when absent. It is the address of the connection that counts: behind a proxy, the proxy's. */
  readonly networks?: readonly string[];
}

/** The bounds of a connection that takes bearers and names none. */
export const DEFAULT_BEARER: BearerConfig = Object.freeze({ maxLifetimeSeconds: 3600 });

/** Bounds on what one call, one caller and all of them together may use. */
export interface LimitsConfig {
  /** Largest request body in bytes. Default 67,108,864. */
  readonly bodyBytes: number;
  /** Bodies above this many bytes go through an encrypted temporary file. Default 1,048,576. */
  readonly largeBodyBytes: number;
  /** Longest single text in a body, in bytes. Default 1,048,576. */
  readonly textBytes: number;
  /** Largest answer in bytes. Default 16,777,216. */
  readonly responseBytes: number;
  /** Milliseconds the provider has to answer. Default 60,000. */
  readonly upstreamTimeoutMs: number;
  /** Calls served at once. Default 256. */
  readonly concurrentCalls: number;
  /** Requests served at once that forward nothing: token exchange, events, receipts, the log. Default 64. */
  readonly concurrentControlCalls: number;
  /** Events one identity may send in a minute, and as many at once. Default 60,000; at least 256, a full request. */
  readonly eventsPerMinute: number;
  /** Failures of one source that are recorded one by one in a minute; beyond, they are counted. Default 60. */
  readonly failuresPerMinute: number;
  /** Deepest nesting of a JSON body. Default 64. */
  readonly depth: number;
}

/** The whole of `sallyport.yaml`, checked, with defaults filled in, paths absolute, and frozen. */
export interface Config {
  readonly version: 1;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** Absolute. Unused where a database URL is given. */
  readonly dataDir: string;
  /** Absolute; outside `dataDir`. */
  readonly rootKeyFile: string;
  /** Absolute: where large bodies are kept, encrypted, while they are worked on. The system's folder for temporary files when absent. */
  readonly tempDir?: string;
  readonly issuers: readonly IssuerConfig[];
  readonly connections: readonly ConnectionConfig[];
  /** Detectors that look too, and are shown what callers send; none when absent. */
  readonly engines?: EnginesConfig;
  readonly limits: LimitsConfig;
  readonly ledger: { readonly origin: string };
  /** SHA-256 of the file's exact bytes, `sha256:<64 hex>`. */
  readonly digest: string;
}

/** A `Config` as the file says it: without the digest, paths as written. */
export type ConfigFile = Omit<Config, 'digest'>;
