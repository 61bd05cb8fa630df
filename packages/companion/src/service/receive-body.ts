import type { IncomingMessage } from 'node:http';
import { isSallyportError, SallyportError } from '@sallyport/core';
import { type Payload, receivePayload, type Scratch } from '@sallyport/pipeline';

/** Takes in the body of a call, large or small. Raises `body_too_large`, `temporary_storage`, `cancelled`. */
export async function receiveBody(request: IncomingMessage, scratch: Scratch): Promise<Payload> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > scratch.options.limitBytes) throw new SallyportError('body_too_large');
  try {
    return await receivePayload(request.iterator({ destroyOnReturn: false }), scratch);
  } catch (cause) {
    // What is left would stand in the way of the next request on this connection.
    request.resume();
    throw isSallyportError(cause) ? cause : new SallyportError('cancelled');
  }
}
