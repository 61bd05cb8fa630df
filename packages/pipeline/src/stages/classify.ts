import { type HttpMethod, SallyportError } from '@sallyport/core';
import { matchOperation } from '@sallyport/wire';
import type { Classified, Received } from '../exchange.ts';

/** Names the operation from method and path, and rebuilds both. Raises `operation_unknown`, `query_not_allowed`. */
export function classify(received: Received): Classified {
  const operation = matchOperation(received.call.method as HttpMethod, received.call.path);
  if (operation === undefined) throw new SallyportError('operation_unknown');
  return Object.freeze({ ...received, operation, query: allowedQuery(received.call.query, operation.query) });
}

/** The values of `api-version`, the one parameter there is: nothing a caller could write an identifier into. */
const QUERY_VALUE = /^(?:20\d{2}-\d{2}-\d{2}(?:-preview)?|v\d{1,2}|preview|latest)$/;

function allowedQuery(query: string, allowed: readonly string[]): string {
  const rebuilt = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(query)) {
    const fits = allowed.includes(name) && !rebuilt.has(name) && QUERY_VALUE.test(value);
    if (!fits) throw new SallyportError('query_not_allowed');
    rebuilt.set(name, value);
  }
  return rebuilt.toString();
}
