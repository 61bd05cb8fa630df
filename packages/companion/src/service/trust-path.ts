import type { Handler } from './behind-gate.ts';

/** `GET /v1/trust`: the public keys by which receipts and the log are believed, see `encodeTrust`. Who takes them from here trusts this connection. */
export function trustPath(trust: () => Uint8Array): Handler {
  return async (_request, reply) =>
    reply.headers({ 'content-type': 'application/json', 'cache-control': 'no-cache' }).send(Buffer.from(trust()));
}
