import type { HttpMethod } from '@sallyport/core';

/** An operation of an arbitrary JSON endpoint, as configuration declares it. */
export interface DeclaredOperation {
  /** Lower-case words joined by dots: `triage.create`. Everywhere else it is `http.triage.create`. */
  readonly id: string;
  readonly method: HttpMethod;
  /** Below the base URL, canonical; `{name}` stands for one segment of 1 to 128 of `A-Za-z0-9._:@-`. */
  readonly path: string;
  /** Query parameters that may be forwarded. Default: none. */
  readonly query?: readonly string[];
  /** Where text stands in the request: JSON Pointers (RFC 6901) in which `*` is any index or key. Default: nowhere. */
  readonly text?: readonly string[];
  /** Where text stands in the answer. Default: nowhere. */
  readonly answer?: { readonly text?: readonly string[] };
}
