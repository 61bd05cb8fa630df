import { SallyportError, toBase64url } from '@sallyport/core';
import type { Intended } from '@sallyport/pipeline';
import type { Frame } from '@sallyport/recording';
import { headersOut } from '../upstream/passed-headers.ts';

/** The frame that says whose recording it is. */
export function headerOf(exchange: Intended, startedAt: Date): Frame {
  const { correlationId, connection, operation, session, decision, attachments = [] } = exchange;
  return {
    ...{ type: 'header', version: 1, session: sessionOf(exchange), correlationId, connection: connection.name },
    ...{ operation: operation.id, mode: decision.recording },
    ...{ startedAt: startedAt.getTime(), salt: toBase64url(session.salt) },
    ...(attachments.length === 0 ? {} : { attachments: attachments.length }),
  };
}

/** The frame of what leaves for the provider, before its body. */
export function requestOf({ connection, operation, query, call }: Intended): Frame {
  const { method, path } = operation;
  return { type: 'request', method, path, query, headers: headersOut(connection.kind, call.headers) };
}

/** The id of a session of the outer door, which mints it. */
export function sessionOf({ session }: Intended): string {
  if (session.id === undefined) throw new SallyportError('internal');
  return session.id;
}
