import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { SelfSigned } from '../certificate/self-signed.ts';
import { closeServer, listen } from '../listen.ts';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import { answerOf, type BedrockAnswer, type BedrockReply } from './answers.ts';
import { exceptionFrame } from './frames.ts';
import { type BedrockKeys, signatureFault } from './verify-signature.ts';

/** How to set up Bedrock. */
export interface BedrockOptions {
  /** Keys whose signatures it takes. Default: random ones. */
  readonly keys?: BedrockKeys;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Serves over TLS with this certificate. Default: plain http. */
  readonly certificate?: SelfSigned;
}

/** What goes wrong with the next request. */
export type BedrockFault =
  /** Refused, as the service refuses: `ThrottlingException`. */
  | { readonly kind: 'refuse'; readonly status: number; readonly type: string; readonly message: string }
  /** So many frames come, and then an exception. */
  | { readonly kind: 'exception'; readonly after: number; readonly type: string; readonly message: string }
  /** So many frames come, and then half of one. */
  | { readonly kind: 'cut'; readonly after: number };

/** Bedrock, running. */
export interface Bedrock {
  readonly keys: BedrockKeys;
  readonly region: string;
  /** `http://127.0.0.1:PORT`, or `https://localhost:PORT`. */
  readonly url: string;
  /** Every request received, oldest first, refused ones too. */
  readonly requests: readonly ReceivedRequest[];
  /** What the model answers. Default: `You said: ` and what it was told last. */
  reply: BedrockReply;
  /** UTF-16 code units in each piece of an answer in frames. Default 4. */
  deltaLength: number;
  /** Makes the next request fail in this way. */
  fail(fault: BedrockFault): void;
  clear(): void;
  /** Stops, cutting open connections. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in for Amazon Bedrock Runtime on this machine: its paths, frames and errors, for requests whose Signature Version 4 it
 * verifies. There is no model in it.
 */
export async function startBedrock(options: BedrockOptions = {}): Promise<Bedrock> {
  const { keys = randomKeys(), region = 'us-east-1', certificate } = options;
  const state: State = {
    keys,
    region,
    reply: (said) => `You said: ${said}`,
    deltaLength: 4,
    received: [],
    faults: [],
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    handle(state, request, response).catch(() => response.destroy());
  };
  const server =
    certificate === undefined
      ? createServer(listener)
      : createSecureServer({ cert: certificate.certificate, key: certificate.privateKey }, listener);
  const port = await listen(server);
  return {
    keys,
    region,
    url: certificate === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
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
    fail: (fault) => void state.faults.push(fault),
    clear: () => {
      state.received = [];
      state.faults = [];
    },
    close: () => closeServer(server),
  };
}

interface State {
  readonly keys: BedrockKeys;
  readonly region: string;
  reply: BedrockReply;
  deltaLength: number;
  received: ReceivedRequest[];
  faults: BedrockFault[];
}

const ACTION = /^\/model\/((?:[\w.-]|%3A|%2F)+)\/([a-z-]+)$/;

async function handle(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url: path = '/', headers } = request;
  const body = await buffer(request);
  state.received.push(Object.freeze({ method, path, headers, body }));
  response.setHeader('x-amzn-requestid', '00000000-0000-4000-8000-000000000000');
  const single = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const arrived = { method, target: path, headers: single, body };
  const denied = signatureFault(arrived, { keys: state.keys, region: state.region, now: Date.now() });
  if (denied !== undefined)
    return refuse(response, { status: 403, type: denied, message: 'The request signature is not valid.' });
  const fault = state.faults.shift();
  if (fault?.kind === 'refuse') return refuse(response, fault);
  const action = method === 'POST' ? ACTION.exec(path)?.[2] : undefined;
  const { reply, deltaLength } = state;
  const answer =
    action === undefined ? undefined : answerOf({ action, body: JSON.parse(body.toString()), reply, deltaLength });
  if (answer === undefined)
    return refuse(response, { status: 404, type: 'UnknownOperationException', message: 'No such operation.' });
  send(response, answer, fault);
}

function refuse(
  response: ServerResponse,
  { status, type, message }: { readonly status: number; readonly type: string; readonly message: string },
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amzn-errortype': `${type}:http://internal.amazon.com/coral/com.amazon.bedrock/`,
  });
  response.end(JSON.stringify({ message }));
}

function send(response: ServerResponse, { json, frames }: BedrockAnswer, fault: BedrockFault | undefined): void {
  if (frames === undefined) {
    response.setHeader('x-amzn-bedrock-input-token-count', '12');
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    return;
  }
  response.setHeader('x-amzn-bedrock-content-type', 'application/json');
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
  const whole = fault === undefined || fault.kind === 'refuse' ? frames : frames.slice(0, fault.after);
  for (const frame of whole) response.write(frame);
  if (fault?.kind === 'exception') response.write(exceptionFrame(fault.type, fault.message));
  if (fault?.kind === 'cut') response.write(frames[fault.after]?.subarray(0, 20) ?? '');
  response.end();
}

function randomKeys(): BedrockKeys {
  const id = randomBytes(8).toString('hex').toUpperCase();
  return {
    accessKeyId: `ASIA${id}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(60).toString('base64'),
  };
}
