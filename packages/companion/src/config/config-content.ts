import type { PolicyDocument } from '@sallyport/policy';
import type { ConnectionConfig } from './connection-config.ts';

/** What is applied as a version: connections as they are written, with defaults filled in, and the policy's document. */
export interface ConfigContent {
  readonly connections: readonly ConnectionConfig[];
  readonly policy: PolicyDocument;
}
