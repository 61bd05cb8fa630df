import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, errorAnswer } from './answer.ts';
import type { Fault } from './fault.ts';

const HUGE_CHUNK = 64 * 1024;

/** Told of each piece of an answer before it is sent, by its number; what it waits for, the answer waits for. */
export type Pace = (piece: number) => Promise<void> | void;

/** The right answer, and what shall go wrong with it. */
export interface Delivery {
  readonly answer: Answer;
  readonly fault: Fault | undefined;
  readonly pace: Pace;
}

/** Sends `answer`, bent by `fault` if there is one. Resolves when all has been handed to the socket. */
export async function deliver(response: ServerResponse, { answer, fault, pace }: Delivery): Promise<void> {
  switch (fault?.kind) {
    case undefined:
      return answer.pieces === undefined ? send(response, answer) : sendPieces(response, answer, { pace });
    case 'status':
      return send(response, failure(fault));
    case 'slow':
      await sleep(fault.ms, undefined, { ref: false });
      return send(response, answer);
    case 'reset':
      return reset(response, answer);
    case 'cut-events':
      await sendPieces(
        response,
        { ...answer, pieces: answer.pieces?.slice(0, fault.after) ?? [] },
        { pace, cut: true },
      );
      return;
    case 'invalid-json':
      return send(response, { ...answer, status: 200, body: 'not { json' });
    case 'truncated':
      return send(response, { ...answer, body: answer.body.slice(0, answer.body.length / 2) });
    case 'redirect':
      return send(response, { status: 302, headers: { location: fault.url }, body: '' });
    case 'huge':
      return sendHuge(response, fault.bytes);
    case 'hang':
      return;
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

async function sendPieces(
  response: ServerResponse,
  { status, headers, pieces = [] }: Answer,
  { pace, cut = false }: { readonly pace: Pace; readonly cut?: boolean },
): Promise<void> {
  response.writeHead(status, { ...headers });
  for (const [number, piece] of pieces.entries()) {
    await pace(number);
    if (response.destroyed) return;
    if (!response.write(piece)) await drained(response);
  }
  if (cut) response.socket?.destroySoon();
  else response.end();
}

/** Until it takes more, or is gone. */
async function drained(response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  const close = () => gone.abort();
  response.once('close', close);
  await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
  response.off('close', close);
}

function failure({ status, body, headers = {} }: Extract<Fault, { kind: 'status' }>): Answer {
  const type = status === 429 ? 'requests' : 'server_error';
  const answer = errorAnswer(status, { message: 'The stand-in was told to fail.', type });
  return { ...answer, headers: { ...answer.headers, ...headers }, body: body ?? answer.body };
}

function reset(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
}

async function sendHuge(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  await pipeline(Readable.from(hugeJson(bytes)), response);
}

function* hugeJson(bytes: number): Generator<string> {
  const [head, tail] = ['{"object":"list","filler":"', '"}'];
  yield head;
  for (let left = bytes - head.length - tail.length; left > 0; left -= HUGE_CHUNK) {
    yield 'x'.repeat(Math.min(left, HUGE_CHUNK));
  }
  yield tail;
}
