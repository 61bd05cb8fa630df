import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import {
  asSallyportError,
  type Clock,
  type Identity,
  problemReply,
  type SallyportError,
  systemClock,
} from '@sallyport/core';
import { closeServer, listen } from '../listen.ts';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import { answerCall } from './answer-call.ts';
import { answerControl } from './answer-control.ts';
import { type StandInAnswer, sendAnswer, usualAnswer } from './stand-in-answer.ts';
import { StandInGrants } from './stand-in-grants.ts';
import { StandInLog } from './stand-in-log.ts';
import { StandInOriginals } from './stand-in-originals.ts';
import type { StandInParts } from './stand-in-parts.ts';
import { StandInPolicy } from './stand-in-policy.ts';
import { StandInReceipts } from './stand-in-receipts.ts';
import { StandInReviews } from './stand-in-reviews.ts';

/** A stand-in for the companion: it verifies what it is sent, keeps it, and answers as told. */
export interface CompanionStandIn {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The forms its token endpoint was sent, refused ones too. */
  readonly exchanges: readonly URLSearchParams[];
  /** The grants it issued, oldest first. */
  readonly grants: readonly string[];
  /** Every call on the data path, oldest first, refused ones too. */
  readonly calls: readonly ReceivedRequest[];
  /** Every control call, oldest first. */
  readonly controls: readonly ReceivedRequest[];
  /** The codes with which it refused requests by itself, oldest first. */
  readonly refusals: readonly string[];
  /** The events it took in, each once, oldest first. */
  readonly events: readonly string[];
  /** Its log of intents and events, which can be made to break its word. */
  readonly log: StandInLog;
  /** Its receipts, which can be spoiled. */
  readonly receipts: StandInReceipts;
  /** Its policy, and the slices of it, which can be spoiled. */
  readonly policy: StandInPolicy;
  /** Its reviews, for the test to ask for and to decide. */
  readonly reviews: StandInReviews;
  /** The sealed originals that it was promised and brought. */
  readonly originals: StandInOriginals;
  /** Whose an identity token is. Default: `notes-app` of `https://idp.example`, whatever the token. */
  identityOf: (token: string) => Identity;
  /** What proofs must carry, and every answer offers (RFC 9449 §8). Default: nothing. */
  nonce: string | undefined;
  /** Decides the answer to a call that is in order; `serial` counts calls from 1. Default: one embedding, one model, or `{}`. */
  answer: (call: ReceivedRequest, serial: number) => StandInAnswer;
  /** Answers a control call instead of the stand-in itself, unless it gives `undefined`. */
  control: (request: ReceivedRequest) => StandInAnswer | undefined;
  /** Goes away, cutting open connections. */
  stop(): Promise<void>;
  /** Comes back at the same address. */
  restart(): Promise<void>;
  /** Goes away for good. */
  close(): Promise<void>;
}

/** How to start a stand-in. */
export interface CompanionStandInOptions {
  /** By which it judges proofs and dates its answers. Default: the system's. */
  readonly clock?: Clock;
}

/** Starts a stand-in for the companion on 127.0.0.1, for tests of the inner door alone: strict in all that the inner door must prove. */
export async function startCompanionStandIn(options: CompanionStandInOptions = {}): Promise<CompanionStandIn> {
  const { clock = systemClock } = options;
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  const log = new StandInLog('stand-in.example/log');
  const receipts = new StandInReceipts(log);
  const policy = new StandInPolicy(url, receipts);
  const reviews = new StandInReviews(url);
  const originals = new StandInOriginals();
  const parts: StandInParts = {
    url,
    now: () => clock.now(),
    nonce: () => standIn.nonce,
    grants: new StandInGrants(url),
    log,
    receipts,
    policy,
    reviews,
    originals,
    exchanges: [],
    issued: [],
    calls: [],
    salts: new Set(),
    events: new Map(),
    identityOf: (token) => standIn.identityOf(token),
    answer: (call, serial) => standIn.answer(call, serial),
  };
  const controls: ReceivedRequest[] = [];
  const refusals: string[] = [];
  const standIn: CompanionStandIn = {
    url,
    exchanges: parts.exchanges,
    grants: parts.issued,
    calls: parts.calls,
    controls,
    refusals,
    get events() {
      return [...parts.events.values()];
    },
    log,
    receipts,
    policy,
    reviews,
    originals,
    identityOf: () => ({ issuer: 'https://idp.example', subject: 'notes-app' }),
    nonce: undefined,
    answer: usualAnswer,
    control: () => undefined,
    stop: () => closeServer(server),
    restart: () => listenAgain(server, url),
    close: () => closeServer(server),
  };
  const answerTo = async (request: ReceivedRequest): Promise<StandInAnswer> => {
    if (request.path.startsWith('/c/')) return answerCall(parts, request);
    controls.push(request);
    return standIn.control(request) ?? (await answerControl(parts, request)) ?? { status: 404 };
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/', headers } = request;
    const body = await buffer(request);
    const answer = await answerTo({ method, path, headers, body }).catch((cause: unknown) => {
      const error = asSallyportError(cause);
      refusals.push(error.code);
      return path === '/oauth/token' ? refusedExchange(error) : problemReply(error);
    });
    if (standIn.nonce !== undefined) response.setHeader('dpop-nonce', standIn.nonce);
    sendAnswer(response, { answer, now: clock.now() });
  };
  return standIn;
}

/** RFC 6749 §5.2, with the code beside. */
function refusedExchange({ code, status }: SallyportError): StandInAnswer {
  return { status: status < 500 ? 400 : 503, body: JSON.stringify({ error: 'invalid_request', code }) };
}

async function listenAgain(server: Server, url: string): Promise<void> {
  server.listen(Number(new URL(url).port), '127.0.0.1');
  await once(server, 'listening');
}
