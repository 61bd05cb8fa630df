import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer, listen } from '../listen.ts';
import type { Answer } from '../provider/answer.ts';
import { deliver } from '../provider/deliver.ts';
import { type Fault, FaultQueue } from '../provider/fault.ts';
import type { ReceivedRequest } from '../provider/start-provider.ts';

/** A provider that a test talks to: what it received, and how it shall fail. */
export interface StandIn {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Every request received, oldest first, refused ones too. */
  readonly requests: readonly ReceivedRequest[];
  /** Makes the next `times` requests (default 1) fail in this way. Faults queue up in order. */
  fail(fault: Fault, times?: number): void;
  /** Forgets the received requests and the waiting faults. */
  clear(): void;
  /** Stops, cutting open connections. */
  close(): Promise<void>;
}

/** Answers a request; `serial` grows with each, for ids to be made from. */
export type Respond = (request: ReceivedRequest, serial: number) => Answer;

/** Starts a server on 127.0.0.1 that answers as `respond` says, and keeps all it received. */
export async function startStandIn(respond: Respond): Promise<StandIn> {
  const faults = new FaultQueue();
  let received: ReceivedRequest[] = [];
  let serial = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fault = faults.next();
    const { method = 'GET', url = '/', headers } = request;
    const read = Object.freeze({ method, path: url, headers, body: await buffer(request) });
    received.push(read);
    serial += 1;
    await deliver(response, { answer: respond(read, serial), fault, pace: () => undefined });
  };
  const server = createServer((request, response) => {
    // A caller that goes away while it sends is no failure of the provider.
    handle(request, response).catch(() => response.destroy());
  });
  return {
    origin: `http://127.0.0.1:${await listen(server)}`,
    get requests() {
      return received;
    },
    fail: (fault, times = 1) => faults.add(fault, times),
    clear: () => {
      received = [];
      faults.clear();
    },
    close: () => closeServer(server),
  };
}

/** The JSON object a request holds; `undefined` of any other body. */
export function readObject(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
