import type { CompanionClient } from '../companion/companion-client.ts';
import type { Grant } from '../companion/grant.ts';
import type { LogWatch } from '../log/log-watch.ts';
import type { SealedOriginal } from '../originals/seal-original.ts';
import type { Trail } from './trail.ts';

/** A fetch function. */
export type Fetch = typeof globalThis.fetch;

/** What sending needs. */
export interface SendOptions {
  readonly fetch: Fetch;
  /** The companion's base URL without a slash at its end. */
  readonly root: string;
  readonly client: CompanionClient;
  readonly watch: LogWatch;
  /** Told of each attempt and of what came of it. */
  readonly trail: Trail;
  /** What the caller gave fetch beside method, headers and body: a dispatcher, an agent. */
  readonly init: RequestInit;
}

/** What goes with a call besides. */
export interface Beside {
  /** What the intent promises, and is brought to its session before the reply is given. */
  readonly original?: SealedOriginal | undefined;
  /** The id of the review that approved it. */
  readonly review?: string | undefined;
}

/** A commitment to the body, and the salt it is made with. Each serves for one attempt that the companion takes in. */
export interface Sealed {
  readonly salt: Uint8Array;
  readonly request: string;
}

/** What one attempt to send a call is made with. */
export interface AttemptOptions extends SendOptions, Beside {
  readonly grant: Grant;
  readonly sealed: Sealed;
}
