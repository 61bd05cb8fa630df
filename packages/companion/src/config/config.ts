import type { Policy } from '@sallyport/policy';
import type { ActivityConfig } from './activity-config.ts';
import type { AdminConfig } from './admin-config.ts';
import type { ConfigContent } from './config-content.ts';
import type { ConnectionConfig } from './connection-config.ts';
import type { EnginesConfig } from './engines-config.ts';
import type { IssuerConfig } from './issuer-config.ts';
import type { LedgerConfig } from './ledger-config.ts';
import type { NotifyConfig } from './notify-config.ts';
import type { PersonConfig } from './people-config.ts';
import type { RecordingConfig } from './recording-config.ts';
import type { RetentionConfig } from './retention-config.ts';
import type { ReviewsConfig } from './reviews-config.ts';
import type { RootKeyConfig } from './root-key-config.ts';
import type { SamlIssuerConfig } from './saml-config.ts';
import type { MetricsConfig, SinkConfig } from './sinks-config.ts';

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
  /** Exchanges of one identity in a minute, and as many at once. Default 60. */
  readonly exchangesPerMinute: number;
  /**
   * Requests to the token endpoint from one address in a minute, and as many at once; a failed authentication, wherever it was, counts
   * as one more. Default 600.
   */
  readonly exchangesPerMinutePerAddress: number;
  /** Deepest nesting of a JSON body. Default 64. */
  readonly depth: number;
}

/** Proofs of possession, RFC 9449. */
export interface DpopConfig {
  /**
   * Whether a proof must carry a nonce that the companion gave out (RFC 9449 §8). `offered`, the default: it may, and the guard's does;
   * `required`: it must.
   */
  readonly nonces: 'offered' | 'required';
}

/** The whole of `sallyport.yaml`, checked, with defaults filled in, paths absolute, and frozen. */
export interface Config {
  readonly version: 1;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** Absolute. Unused where a database URL is given. */
  readonly dataDir: string;
  /** What secrets and keys are sealed under. `rootKeyFile: PATH` of the file is short for `rootKey: { file: PATH }`. */
  readonly rootKey: RootKeyConfig;
  /** What opens too, and seals nothing: the root key before, until `sallyport keys rotate --root` has run. */
  readonly previousRootKey?: RootKeyConfig;
  /** Absolute: where large bodies are kept, encrypted, while they are worked on. The system's folder for temporary files when absent. */
  readonly tempDir?: string;
  /**
   * The networks of the proxies before the companion, in CIDR notation: from them alone `X-Forwarded-For` is believed. Nobody is when absent.
   */
  readonly trustedProxies?: readonly string[];
  readonly issuers: readonly IssuerConfig[];
  /** SAML identity providers; none when absent. */
  readonly samlIssuers?: readonly SamlIssuerConfig[];
  readonly connections: readonly ConnectionConfig[];
  /** What happens to calls. `policy` of the file, or the file that its `policyFile` names. Default: the preset `safe-harbor`. */
  readonly policy: Policy;
  /** Detectors that look too, and are shown what callers send; none when absent. */
  readonly engines?: EnginesConfig;
  /** The admin plane; off when absent. */
  readonly admin?: AdminConfig;
  /** People with several accounts, or with services of their own; none when absent. */
  readonly people?: readonly PersonConfig[];
  readonly reviews: ReviewsConfig;
  /** Who is told of reviews; nobody when absent. */
  readonly notify?: NotifyConfig;
  readonly limits: LimitsConfig;
  readonly dpop: DpopConfig;
  readonly recording: RecordingConfig;
  readonly retention: RetentionConfig;
  readonly ledger: LedgerConfig;
  /** Where the ledger's events go besides; nowhere when absent. */
  readonly sinks?: readonly SinkConfig[];
  /** Where metrics are read; nowhere when absent. */
  readonly metrics?: MetricsConfig;
  readonly activity: ActivityConfig;
  /** Connections and policy as they are written: what becomes a version. */
  readonly content: ConfigContent;
  /** Absolute: where relative paths of the file begin. */
  readonly folder: string;
  /** SHA-256 of the file's exact bytes, `sha256:<64 hex>`. */
  readonly digest: string;
}

/** A `Config` as the file says it: without the digest, paths as written, and the root key and the policy in one of two ways each. */
export interface ConfigFile extends Omit<Config, 'digest' | 'rootKey' | 'policy' | 'content' | 'folder'> {
  /** A `PolicyDocument`, not checked. */
  readonly policy?: unknown;
  readonly policyFile?: string;
  readonly rootKey?: RootKeyConfig;
  readonly rootKeyFile?: string;
}
