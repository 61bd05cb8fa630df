/** The media types of server-sent events, WHATWG HTML §9.2, and of Amazon's event streams. */
const EVENTS = /^(?:text\/event-stream|application\/vnd\.amazon\.eventstream)[ \t]*(?:;|$)/i;

/** Tells whether a content type is one of events. No type is not. */
export function isEventStream(contentType: string | null | undefined): boolean {
  return EVENTS.test(contentType ?? '');
}
