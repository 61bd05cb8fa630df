import type { Span } from '@sallyport/core';

/**
 * A detector that is not in this package: a service, or a model, in this process or beyond it. `@sallyport/engines` has some.
 *
 * Its spans are claims, not yet findings: `readClaims` holds them to their text and to what the law calls an identifier.
 */
export interface Engine {
  /** Kebab-case, for example `presidio`: it stands in configuration and logs. */
  readonly name: string;
  /**
   * One list of spans for each text, in any order; offsets are UTF-16 code units, `end` exclusive. It rejects when it cannot tell for
   * each text whether identifiers stand in it, with `engine_unavailable`, `engine_timeout` or `engine_invalid`, and with `cancelled` once
   * the signal is aborted. It never gives part of an answer.
   */
  detect(texts: readonly string[], options?: { readonly signal?: AbortSignal }): Promise<readonly (readonly Span[])[]>;
}
