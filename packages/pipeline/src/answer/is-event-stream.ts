/** The media type of server-sent events, WHATWG HTML §9.2. */
const EVENTS = /^text\/event-stream[ \t]*(?:;|$)/i;

/** Tells whether a content type is that of server-sent events. No type is not. */
export function isEventStream(contentType: string | null | undefined): boolean {
  return EVENTS.test(contentType ?? '');
}
