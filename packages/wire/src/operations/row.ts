import type { HttpMethod } from '@sallyport/core';
import type { OperationEntry } from './operation-entry.ts';

/** A row as a family writes it: `call` is method and path, and what is left out is what most operations have. */
export interface Row extends Omit<OperationEntry, 'method' | 'path' | 'query' | 'deployments'> {
  readonly call: `${HttpMethod} /${string}`;
  /** Default: none. */
  readonly query?: readonly string[];
  /** Default false. */
  readonly deployments?: boolean;
}

/** The entry of a row. */
export function row({ call, query = [], deployments = false, ...rest }: Row): OperationEntry {
  const space = call.indexOf(' ');
  return Object.freeze({
    ...rest,
    method: call.slice(0, space) as HttpMethod,
    path: call.slice(space + 1),
    query,
    deployments,
  });
}
