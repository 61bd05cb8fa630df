const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Tells whether a text is a UUID in lower case, RFC 9562 §4. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The correlation id of a call: the caller's own where it is a UUID, and a new one otherwise, so that nothing else passes for one. */
export function correlationIdFrom(header: string | undefined): string {
  return header !== undefined && isUuid(header) ? header : crypto.randomUUID();
}
