import type { EventFraming } from './event-framing.ts';
import { readServerSentEvent, rewriteServerSentEvent } from './server-sent-event.ts';
import { ServerSentSplitter } from './split-events.ts';

/** Server-sent events, WHATWG HTML §9.2. They are UTF-8 (§9.2.5); the media type after RFC 9110 §8.3.1. */
export const SSE_FRAMING: EventFraming = Object.freeze<EventFraming>({
  mediaType: /^text\/event-stream[ \t]*(?:;[ \t]*charset=(?:utf-8|"utf-8")[ \t]*)?$/i,
  openSplitter: (limits) => new ServerSentSplitter(limits),
  read: (bytes, first) => {
    const event = readServerSentEvent(bytes, first);
    const { name, data } = event;
    return {
      bytes,
      name,
      data,
      leaves: event.leaves.map(({ start: _start, end: _end, ...leaf }) => leaf),
      rewrite: (changes) => rewriteServerSentEvent(event, changes),
    };
  },
});
