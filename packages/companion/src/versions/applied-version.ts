import type { Policy } from '@sallyport/pipeline';
import type { ConnectionConfig } from '../config/index.ts';

/** A version of connections and policy as this replica reads it: checked, and with its own paths. */
export interface AppliedVersion {
  /** From 1. */
  readonly version: number;
  /** SHA-256 of what was applied, `sha256:<64 hex>`; it is in every event of a call. */
  readonly digest: string;
  readonly connections: ReadonlyMap<string, ConnectionConfig>;
  readonly policy: Policy;
}
