/** The HTTP methods an operation may use. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One call of a provider's API that Sallyport can read from end to end, for example `embeddings.create`.
 * Whatever matches no operation is refused.
 */
export interface Operation {
  /** `resource.verb`, the name that policy, grants and events use. */
  readonly id: string;
  readonly method: HttpMethod;
  /** The path below the connection's base URL, rebuilt from the match: `/embeddings`. Never the caller's own text. */
  readonly path: string;
  /** Query parameters that may be forwarded. Any other is refused. */
  readonly query: readonly string[];
}
