import type { HttpMethod } from '@sallyport/core';
import type { Shape } from '../shape.ts';

/** One row of the table of operations: all that Sallyport knows of it. */
export interface OperationEntry {
  /** `resource.verb` */
  readonly id: string;
  readonly method: HttpMethod;
  /** The path below the base URL; `{name}` stands for one segment of 1 to 64 of `A-Za-z0-9._-`. */
  readonly path: string;
  /** Query parameters that may be forwarded. */
  readonly query: readonly string[];
  /** Whether Azure also serves it below `/deployments/{deployment}`, with `api-version` in the query. */
  readonly deployments: boolean;
  /** The request's body; left out, the operation has none. */
  readonly request?: Shape;
  /** The answer's body. */
  readonly response: Shape;
}
