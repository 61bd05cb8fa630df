import type { ErrorCode } from '@sallyport/core';
import type { RefusedOperation } from './operations/refused/refused-operation.ts';
import { REFUSAL_CODES, REFUSED_OPERATIONS } from './operations/refused/refused-operations.ts';
import { RouteMap } from './route-map.ts';

const REFUSED = new RouteMap<RefusedOperation>(
  REFUSED_OPERATIONS.map((value) => ({ method: value.method, path: value.path, value })),
);

/**
 * Why the API's operation of a method and a path (below the base URL, without query) is refused by name: `operation_administrative`,
 * `operation_realtime` and so on. `undefined` of an operation that is covered, or that no one has named.
 */
export function refusalOf(method: string, path: string): ErrorCode | undefined {
  const found = REFUSED.find(method, path);
  return found === undefined ? undefined : REFUSAL_CODES[found.value.reason];
}
