import type { Notice } from './notice.ts';

/** A way to people or programs that are told of reviews. */
export interface Channel {
  /** As configured; unique. */
  readonly name: string;
  /**
   * Delivers a notice, and resolves once the other side has taken it. Raises `upstream_*`, `credential_unavailable`, `cancelled`; what
   * failed may have arrived all the same.
   */
  deliver(notice: Notice, options: { readonly signal: AbortSignal }): Promise<void>;
}
