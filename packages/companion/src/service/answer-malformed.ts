import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problemReply, SallyportError } from '@sallyport/core';

/** Answers what is not HTTP, too large a head or too slow a request with `request_invalid`, and closes the connection. */
export function answerMalformed(_error: Error, socket: Socket): void {
  if (socket.writable) socket.write(ANSWER);
  socket.destroy();
}

const ANSWER = written();

/** No request was read, so there is no reply of the server's to write to: the answer goes out as it is, RFC 9112 §2.1. */
function written(): string {
  const { status, headers, body } = problemReply(new SallyportError('request_invalid'));
  const all = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`;
}
