import type { Operation } from '@sallyport/core';
import { routeOf } from './request-route.ts';

/** Tells whether the events of an operation's answer come in the binary frames of Amazon's event streams. Throws `operation_unknown`. */
export function answersInFrames(operation: Operation): boolean {
  return routeOf(operation).entry.events?.framing === 'frames';
}
