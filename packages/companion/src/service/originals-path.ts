import { SallyportError } from '@sallyport/core';
import type { AuthoriseControl } from '../door/authorise-control.ts';
import type { ReceiveOriginal } from '../recordings/index.ts';
import type { Handler } from './behind-gate.ts';
import { singleHeaders } from './single-headers.ts';

/** The path of a session's sealed original, as it must be written. */
export const ORIGINALS_PATH = /^\/v1\/sessions\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/originals$/;

/** What the path for sealed originals works with. */
export interface OriginalsPathParts {
  readonly authorise: AuthoriseControl;
  readonly receiveOriginal: ReceiveOriginal;
}

/**
 * `PUT /v1/sessions/{id}/originals`: the sealed original of one's own session, which its intent promised: 201 where it is kept now, 200
 * where it was. Nothing is read before it is known who sends.
 */
export function originalsPath({ authorise, receiveOriginal }: OriginalsPathParts): Handler {
  return async ({ raw, originalUrl: path, ip: clientIp }, reply) => {
    const session = ORIGINALS_PATH.exec(path)?.[1];
    if (session === undefined) throw new SallyportError('route_unknown');
    const caller = await authorise({ method: 'PUT', path, headers: singleHeaders(raw), clientIp });
    const body = raw.iterator({ destroyOnReturn: false });
    const { kept, digest: originals } = await receiveOriginal({ session, caller, body }).catch((cause: unknown) => {
      // What is left would stand in the way of the next request on this connection.
      raw.resume();
      throw raw.readableAborted ? new SallyportError('cancelled') : cause;
    });
    return reply
      .code(kept === 'now' ? 201 : 200)
      .header('cache-control', 'no-store')
      .send({ session, originals });
  };
}
