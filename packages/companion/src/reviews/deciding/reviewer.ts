import type { Identity } from '@sallyport/core';

/** Somebody who decides, as their login says. */
export interface Reviewer {
  readonly identity: Identity;
  /** The groups of their login. */
  readonly groups: readonly string[];
  /** When they last proved to their identity provider who they are, in milliseconds since the Unix epoch; absent where it is not known. */
  readonly authTime?: number;
  /** How: RFC 8176. */
  readonly amr: readonly string[];
  /** Whether somebody acts for them. */
  readonly delegated: boolean;
  readonly clientIp?: string;
  /** The session of the admin plane that they decide in. */
  readonly adminSessionId?: string;
}
