import type { IncomingMessage } from 'node:http';
import { SallyportError } from '@sallyport/core';

/** Reads a request's body whole, and no further than the limit in bytes. Raises `body_too_large`, `cancelled`. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new SallyportError('body_too_large');
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) break;
      chunks.push(chunk);
    }
  } catch {
    throw new SallyportError('cancelled');
  }
  if (length > limit) {
    // What is left would stand in the way of the next request on this connection.
    request.resume();
    throw new SallyportError('body_too_large');
  }
  return Buffer.concat(chunks, length);
}
