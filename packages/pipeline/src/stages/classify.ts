import { SallyportError } from '@sallyport/core';
import { type Api, apiOfKind, rebuildQuery } from '@sallyport/wire';
import type { Classified, Received } from '../exchange.ts';

/**
 * Names the operation of the connection's API from method and path, and rebuilds path and query. Raises `operation_unknown`, `query_not_allowed`, and for an
 * operation that is refused by name its reason: `operation_administrative`, `operation_realtime` and the like.
 */
export function classify(received: Received, api: Api = apiOfKind(received.connection.kind)): Classified {
  const { method, path, query } = received.call;
  const operation = api.match(method, path);
  if (operation === undefined) throw new SallyportError(api.refusalOf(method, path) ?? 'operation_unknown');
  return Object.freeze({ ...received, operation, query: rebuildQuery(operation, query) });
}
