import type { Baa, ConnectionKind } from '@sallyport/core';
import type { AllowRule } from './allow-config.ts';
import type { CredentialConfig } from './credential-config.ts';
import type { OperationsConfig } from './operations-config.ts';
import type { TlsConfig } from './tls-config.ts';

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
  /** Whether the host may have addresses of a private network, as private endpoints of clouds do. Default `false`; a connection whose `baa` is `self_hosted` may always. */
  readonly privateNetwork: boolean;
  readonly tls?: TlsConfig;
  readonly credential: CredentialConfig;
  /** Who may use it, and for what: one rule that fits is enough. The file may also say a single rule. */
  readonly allow: readonly AllowRule[];
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
  /**
   * The only networks accepted, in CIDR notation; any when absent. The address that counts is the connection's own, and
   * behind a proxy that `trustedProxies` lists, the one it vouches for.
   */
  readonly networks?: readonly string[];
}

/** The bounds of a connection that takes bearers and names none. */
export const DEFAULT_BEARER: BearerConfig = Object.freeze({ maxLifetimeSeconds: 3600 });
