import { SallyportError } from '@sallyport/core';
import { matchOperation, rebuildQuery, refusalOf } from '@sallyport/wire';
import type { Classified, Received } from '../exchange.ts';

/**
 * Names the operation from method and path, and rebuilds path and query. Raises `operation_unknown`, `query_not_allowed`, and for an
 * operation that is refused by name its reason: `operation_administrative`, `operation_realtime` and the like.
 */
export function classify(received: Received): Classified {
  const { method, path, query } = received.call;
  const operation = matchOperation(method, path);
  if (operation === undefined) throw new SallyportError(refusalOf(method, path) ?? 'operation_unknown');
  return Object.freeze({ ...received, operation, query: rebuildQuery(operation, query) });
}
