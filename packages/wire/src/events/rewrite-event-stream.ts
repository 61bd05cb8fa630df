import { type Operation, SallyportError } from '@sallyport/core';
import { routeOf } from '../request-route.ts';
import { stoppable } from '../stoppable.ts';
import type { EventStreamOptions } from './event-stream.ts';
import { rewriteEvents } from './rewrite-events.ts';

/**
 * Reads an answer of server-sent events (WHATWG HTML §9.2) as it comes and gives it rewritten, each event as soon as everything in
 * it is decided: none is made up, dropped, merged or moved, and one in which nothing changed keeps its bytes. A text that comes in
 * pieces is judged as one, in windows that depend on the text alone. Where a text is given again whole, it is what its pieces became.
 *
 * Throws `stream_unsupported` of an operation that has no events, and `operation_unknown`. The iteration raises
 * `content_type_unsupported`, `upstream_invalid` of an event that cannot be read, `upstream_too_large` and what `body` throws, each
 * when all events before it were given; and at once `cancelled`, what `judge` throws, `phi_in_structure`, and `internal` of edits
 * that are not what was asked for. It can be iterated once; ending the iteration lets go of the body.
 */
export function rewriteEventStream(
  operation: Operation,
  body: AsyncIterable<Uint8Array>,
  options: EventStreamOptions,
): AsyncIterable<Uint8Array> {
  const { events } = routeOf(operation).entry;
  if (events === undefined) throw new SallyportError('stream_unsupported');
  return stoppable((signal) => rewriteEvents(events, body, { ...options, signal }), options.signal);
}
