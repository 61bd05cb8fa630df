import { SallyportError } from '@sallyport/core';
import type { AuthoriseControl } from '../door/authorise-control.ts';
import type { SessionReceipts } from '../receipts/index.ts';
import type { Handler } from './behind-gate.ts';
import { singleHeaders } from './single-headers.ts';

/** The path of a session's receipt, as it must be written. */
export const RECEIPT_PATH = /^\/v1\/sessions\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/receipt$/;

/** What the path for receipts works with. */
export interface ReceiptPathParts {
  readonly authorise: AuthoriseControl;
  readonly sessionReceipts: SessionReceipts;
}

/** `GET /v1/sessions/{id}/receipt`: the receipt for the outcome of one's own session; 202 while the call goes on. */
export function receiptPath({ authorise, sessionReceipts }: ReceiptPathParts): Handler {
  return async (request, reply) => {
    const path = request.originalUrl;
    const session = RECEIPT_PATH.exec(path)?.[1];
    if (session === undefined) throw new SallyportError('route_unknown');
    const caller = await authorise({ method: 'GET', path, headers: singleHeaders(request.raw), clientIp: request.ip });
    const receipt = await sessionReceipts(session, caller);
    reply.header('cache-control', 'no-store').code(receipt === undefined ? 202 : 200);
    return reply.send(receipt === undefined ? { session } : { session, receipt });
  };
}
