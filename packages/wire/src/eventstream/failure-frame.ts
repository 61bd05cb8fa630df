import { ERROR_CATALOGUE, type SallyportError, utf8 } from '@sallyport/core';
import { writeFrame } from './frame.ts';

/**
 * An error as the last event of a stream that has begun: one of the exceptions that streams of Bedrock end with, so that a client raises its
 * own. `code` beside `message` is ours.
 */
export function failureFrame({ code, status }: SallyportError): Uint8Array {
  const { message } = ERROR_CATALOGUE[code];
  return writeFrame({
    headers: new Map([
      [':exception-type', exceptionOf(status)],
      [':content-type', 'application/json'],
      [':message-type', 'exception'],
    ]),
    payload: utf8(JSON.stringify({ message, code })),
  });
}

function exceptionOf(status: number): string {
  if (status === 429) return 'throttlingException';
  if (status === 502 || status === 504) return 'modelStreamErrorException';
  if (status === 503) return 'serviceUnavailableException';
  return status >= 500 ? 'internalServerException' : 'validationException';
}
