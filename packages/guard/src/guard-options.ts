import type { Clock } from '@sallyport/core';
import type { TokenSource } from '@sallyport/identity';
import type { Detect } from '@sallyport/pipeline';

/** What happened to one call at the inner door: codes, counts and ids, never a value. */
export interface CallSummary {
  readonly operation?: string;
  readonly connection: string;
  readonly correlationId: string;
  /** How many spans of each entity were found in the request, and in the answer. */
  readonly found: Readonly<Record<string, number>>;
  readonly masked: Readonly<Record<string, number>>;
  /** The code of the error, when the call was refused or failed. */
  readonly error?: string;
}

/** How to reach the outer door, and as whom. */
export interface GuardOptions {
  /** The companion's base URL, `https://sallyport.example`. Plain http is taken for loopback only. */
  readonly companion: string;
  /** The name of the connection the companion forwards to. */
  readonly connection: string;
  /** Where this process gets its identity token. */
  readonly tokenSource: TokenSource;
  /** The base URL the client believes it is calling; a call to anywhere else is refused. */
  readonly baseUrl: string;
  /** The largest body, in bytes. Default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** How deep a body may be nested. Default 64. */
  readonly maxDepth?: number;
  /** Detection; by default `@sallyport/phi` in this process. */
  readonly detect?: Detect;
  readonly clock?: Clock;
  /** Told of every call once it has ended. What it throws is ignored: it observes, it does not decide. */
  readonly onCall?: (summary: CallSummary) => void;
}

/** Default of `maxBodyBytes`: 1 MiB. */
export const DEFAULT_MAX_BODY_BYTES = 1_048_576;

/** Default of `maxDepth`. */
export const DEFAULT_MAX_DEPTH = 64;
