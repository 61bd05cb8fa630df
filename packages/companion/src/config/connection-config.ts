import type { Baa, ConnectionKind } from '@sallyport/core';
import type { AllowConfig } from './allow-config.ts';
import type { CredentialConfig } from './credential-config.ts';
import type { OperationsConfig } from './operations-config.ts';

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
  /** What may be called there. Present where `kind` is `http`, and nowhere else. */
  readonly operations?: OperationsConfig;
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
