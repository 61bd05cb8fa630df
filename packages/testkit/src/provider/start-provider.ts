import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer, listen } from '../listen.ts';
import { errorAnswer } from './answer.ts';
import { type ChatReply, echoReply } from './chat.ts';
import { deliver, type Pace } from './deliver.ts';
import { type Fault, FaultQueue } from './fault.ts';
import { type Read, route, type Setup } from './route.ts';

/** How to set up a provider. */
export interface ProviderOptions {
  /** The API key it demands. Default: a random one. */
  readonly key?: string;
  /** Tells which tokens it takes as bearers in place of its key: those that a cloud made. Default: its key alone. */
  readonly accepts?: (token: string) => boolean;
  /** The length of its embeddings unless a request says otherwise. Default 256. */
  readonly dimensions?: number;
  /** UTF-16 code units in each delta of an answer in events. Default 4. */
  readonly deltaLength?: number;
}

/** A request as it reached the provider: what really went over the wire. */
export interface ReceivedRequest {
  readonly method: string;
  /** The request target: path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A running provider. */
export interface Provider {
  readonly key: string;
  /** `http://127.0.0.1:PORT`, which is also the Azure endpoint. */
  readonly origin: string;
  /** `http://127.0.0.1:PORT/v1`, the OpenAI base URL. */
  readonly url: string;
  /** Every request received, oldest first, refused ones too. */
  readonly requests: readonly ReceivedRequest[];
  /** What the chat model answers. Default: `You said: ` and the user's last message. */
  reply: ChatReply;
  /** UTF-16 code units in each delta of an answer in events. */
  deltaLength: number;
  /** Told of each piece of an answer before it is sent; what it waits for, the answer waits for. Default: nothing. */
  pace: Pace;
  /** How many answers were cut short by their caller. */
  readonly abandoned: number;
  /** Makes the next `times` requests (default 1, `Infinity` for good) fail in this way. Faults queue up in order. */
  fail(fault: Fault, times?: number): void;
  /** Forgets the received requests and the waiting faults. */
  clear(): void;
  /** Stops, cutting open connections. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in for a model provider, on 127.0.0.1: OpenAI's wire format for embeddings, chat completions, completions,
 * responses and models, whole or in events, and Azure's paths for the same. It has no model in it: embeddings come from `embedText`, chat answers from
 * `reply`. It keeps all it received, so that a test can show what left and a demonstration can embed without an account.
 */
export async function startProvider(options: ProviderOptions = {}): Promise<Provider> {
  const { key = `sk-test-${randomBytes(18).toString('base64url')}`, dimensions = 256, deltaLength = 4 } = options;
  const { accepts = (token: string) => token === key } = options;
  const state: State = {
    key,
    accepts,
    dimensions,
    deltaLength,
    reply: echoReply,
    pace: () => undefined,
    received: [],
    faults: new FaultQueue(),
    serial: 0,
    abandoned: 0,
  };
  const server = createServer((request, response) => {
    // A caller that goes away while it sends is no failure of the provider.
    handle(state, { request, response }).catch(() => response.destroy());
  });
  const origin = `http://127.0.0.1:${await listen(server)}`;
  return {
    key,
    origin,
    url: `${origin}/v1`,
    get requests() {
      return state.received;
    },
    get reply() {
      return state.reply;
    },
    set reply(reply) {
      state.reply = reply;
    },
    get deltaLength() {
      return state.deltaLength;
    },
    set deltaLength(length) {
      state.deltaLength = length;
    },
    get pace() {
      return state.pace;
    },
    set pace(pace) {
      state.pace = pace;
    },
    get abandoned() {
      return state.abandoned;
    },
    fail: (fault, times = 1) => state.faults.add(fault, times),
    clear: () => {
      state.received = [];
      state.faults.clear();
    },
    close: () => closeServer(server),
  };
}

interface State extends Setup {
  reply: ChatReply;
  deltaLength: number;
  pace: Pace;
  abandoned: number;
  received: ReceivedRequest[];
  readonly faults: FaultQueue;
  serial: number;
}

interface Arrived {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function handle(state: State, { request, response }: Arrived): Promise<void> {
  const fault = state.faults.next();
  const read = await readRequest(request);
  state.received.push(read);
  state.serial += 1;
  const { serial } = state;
  setStandardHeaders(response, serial);
  const answer = await route({ read, serial, setup: state }).catch(brokenReply);
  response.once('close', () => {
    if (!response.writableFinished && fault === undefined) state.abandoned += 1;
  });
  await deliver(response, { answer, fault, pace: state.pace });
}

async function readRequest(request: IncomingMessage): Promise<Read> {
  const { method = 'GET', url = '/', headers } = request;
  return Object.freeze({ method, path: url, headers, body: await buffer(request) });
}

function setStandardHeaders(response: ServerResponse, serial: number): void {
  response.setHeader('x-request-id', `req_${serial.toString(16).padStart(32, '0')}`);
  response.setHeader('openai-version', '2020-10-01');
  response.setHeader('openai-processing-ms', '1');
}

function brokenReply() {
  return errorAnswer(500, { message: 'The reply function of the stand-in failed.', type: 'server_error' });
}
