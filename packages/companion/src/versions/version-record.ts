import type { Identity } from '@sallyport/core';

/** How a version came to be: from the file that a replica started with, or by an admin. */
export const VERSION_ORIGINS = ['start', 'apply', 'rollback'] as const;

/** How a version came to be. */
export type VersionOrigin = (typeof VERSION_ORIGINS)[number];

/** A version, without what it holds. */
export interface VersionRecord {
  /** From 1, without gaps. */
  readonly version: number;
  /** SHA-256 of what it holds, `sha256:<64 hex>`. */
  readonly digest: string;
  readonly origin: VersionOrigin;
  /** The admin, unless it came from a file. */
  readonly identity?: Identity;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}
