import type { AwsFederationConfig } from './credential-config.ts';

/** How recordings are kept. */
export interface RecordingConfig {
  /** Where their segments are, and sealed originals. Default: the database. */
  readonly store: 'database' | { readonly bucket: BucketConfig };
}

/** A bucket of Amazon S3, or of a service that speaks as it does. */
export interface BucketConfig {
  readonly name: string;
  readonly region: string;
  /** Where the service is. Default: Amazon's own of the region. */
  readonly endpoint?: string;
  /** Whether the bucket's name goes into the path and not into the host's name. Default false. */
  readonly pathStyle: boolean;
  /** What every key begins with, before a slash. Default `sallyport`. */
  readonly prefix: string;
  /** Default: as AWS clients find theirs. */
  readonly credentials?: BucketCredentialsConfig;
  /** How objects are kept from being deleted before their retention is over. Default `compliance`. */
  readonly objectLock: 'compliance' | 'governance' | 'off';
  /** Milliseconds one request may take. Default 5,000. */
  readonly timeoutMs: number;
}

/** How the companion proves itself to the bucket: exactly one of these. */
export type BucketCredentialsConfig =
  /** The name of a sealed secret: `{"accessKeyId": …, "secretAccessKey": …}`, and a `sessionToken` where there is one. */
  | { readonly secret: string }
  /** By the companion's own tokens; the region is the bucket's. */
  | { readonly webIdentity: Omit<AwsFederationConfig, 'region'> };
