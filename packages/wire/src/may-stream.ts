import type { Operation } from '@sallyport/core';
import { routeOf } from './request-route.ts';

/** Tells whether an operation's answer may come in events. Throws `operation_unknown`. */
export function mayStream(operation: Operation): boolean {
  return routeOf(operation).entry.events !== undefined;
}
