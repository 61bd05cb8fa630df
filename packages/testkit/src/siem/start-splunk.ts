import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { SelfSigned } from '../certificate/self-signed.ts';
import { closeServer, listen } from '../listen.ts';
import { concatenatedJson } from './concatenated-json.ts';
import { HecChannels } from './hec-channels.ts';
import { HEC_CODES, type HecCode, type HecEvent, readHecEvent } from './hec-event.ts';
import { MISBEHAVIOURS, type SplunkTrouble } from './splunk-trouble.ts';

/** How to set up a collector. */
export interface SplunkOptions {
  /** Over TLS with this. Default: http. */
  readonly certificate?: SelfSigned;
  /** Whether its token has indexer acknowledgement. Default: yes. */
  readonly acknowledges?: boolean;
  /** The indexes that its token may write to. Default `main`. */
  readonly indexes?: readonly string[];
  /** The most bytes of a body (`max_content_length` of limits.conf). Default 1,000,000. */
  readonly maxContentLength?: number;
  /** Whether there are several behind a balancer, which knows by a cookie where a request went: then it counts for nothing to ask without. Default: no. */
  readonly balanced?: boolean;
  /** How often an acknowledgement is asked for in vain before what it is for is indexed. Default 1. */
  readonly pollsInVain?: number;
}

/** A request as it came. */
export interface SplunkRequest {
  readonly path: string;
  readonly channel: string | undefined;
  readonly cookie: string | undefined;
  readonly bytes: number;
  /** How it was answered: one of the codes; -1 where it was not. */
  readonly code: number;
}

/** A running HTTP Event Collector. */
export interface Splunk {
  /** The base URL. */
  readonly url: string;
  readonly token: string;
  /** What is indexed, in the order in which it was; what was sent twice is there twice. */
  readonly indexed: readonly HecEvent[];
  /** Every request, refused ones too, oldest first. */
  readonly requests: readonly SplunkRequest[];
  /** Default: none. */
  trouble: SplunkTrouble | undefined;
  /** What its token may do, from now on. */
  acknowledges: boolean;
  /** Changes its token. */
  rotate(token: string): void;
  /** The code, if any, with which an event is refused. Default: none. */
  refuse: (event: HecEvent) => HecCode | undefined;
  /** Starts again: what is not indexed is lost, and so is every channel with its acknowledgements. */
  restart(): void;
  close(): Promise<void>;
}

/** Starts a stand-in for Splunk's HTTP Event Collector on 127.0.0.1, with indexer acknowledgement: strict in all that it is sent. */
export async function startSplunk(options: SplunkOptions = {}): Promise<Splunk> {
  const { certificate } = options;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    // Who goes away while it sends is no failure of the collector's.
    collector.handle(request, response).catch(() => response.destroy());
  };
  const server =
    certificate === undefined
      ? createServer(answer)
      : createSecure({ cert: certificate.certificate, key: certificate.privateKey }, answer);
  const collector = new Collector(options, server);
  await collector.listen();
  return collector;
}

/** An answer: the code, its status, and the JSON or, what is none, the text. */
interface Said {
  readonly code: number;
  readonly status: number;
  readonly body: object | string;
}

const NOT_FOUND: Said = { code: 404, status: 404, body: { text: 'The requested URL was not found.', code: 404 } };
const TOO_LARGE: Said = { code: 413, status: 413, body: 'Content-Length larger than max_content_length' };

function said(code: HecCode, more: object = {}): Said {
  const [status, text] = HEC_CODES[code];
  return { code, status, body: { text, code, ...more } };
}

class Collector implements Splunk {
  url = '';
  token: string = randomUUID();
  trouble: SplunkTrouble | undefined;
  acknowledges: boolean;
  readonly requests: SplunkRequest[] = [];
  refuse: Splunk['refuse'] = () => undefined;
  readonly #options: Required<Omit<SplunkOptions, 'certificate' | 'acknowledges'>>;
  readonly #server: Server;
  readonly #channels: HecChannels;
  readonly #cookie = `AWSALB=${randomUUID()}`;

  constructor(options: SplunkOptions, server: Server) {
    const { acknowledges = true, indexes = ['main'], maxContentLength = 1_000_000 } = options;
    const { pollsInVain = 1, balanced = false } = options;
    this.acknowledges = acknowledges;
    this.#options = { indexes, maxContentLength, pollsInVain, balanced };
    this.#channels = new HecChannels(pollsInVain);
    this.#server = server;
  }

  get indexed(): readonly HecEvent[] {
    return this.#channels.indexed;
  }

  rotate(token: string): void {
    this.token = token;
  }

  restart(): void {
    this.#channels.clear();
  }

  async listen(): Promise<void> {
    const scheme = 'setSecureContext' in this.#server ? 'https' : 'http';
    this.url = `${scheme}://127.0.0.1:${await listen(this.#server)}`;
  }

  close(): Promise<void> {
    return closeServer(this.#server);
  }

  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const { trouble } = this;
    const misbehaves = trouble === undefined || typeof trouble === 'number' ? undefined : MISBEHAVIOURS[trouble];
    const answer = misbehaves !== undefined && trouble !== 'lost' ? undefined : this.#answer(incoming, body);
    const { url: path = '', headers } = incoming;
    const channel = headers['x-splunk-request-channel'];
    this.requests.push({
      ...{ path, channel: typeof channel === 'string' ? channel : undefined, cookie: headers.cookie },
      ...{ bytes: body.length, code: answer?.code ?? -1 },
    });
    if (misbehaves !== undefined) misbehaves(response);
    else if (answer !== undefined) this.#say(response, answer);
  }

  #say(response: ServerResponse, { status, body }: Said): void {
    const cookie = this.#options.balanced ? { 'set-cookie': `${this.#cookie}; Path=/; HttpOnly` } : {};
    const type = typeof body === 'string' ? 'text/plain' : 'application/json';
    response.writeHead(status, { 'content-type': type, ...cookie });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  #answer(incoming: IncomingMessage, body: Buffer): Said {
    const { method, url = '' } = incoming;
    if (typeof this.trouble === 'number' && this.trouble !== WARNING) return said(this.trouble);
    const asks = url === '/services/collector/ack';
    if (method !== 'POST' || !(asks || EVENTS.test(url))) return NOT_FOUND;
    const fault = this.#authorize(incoming);
    if (fault !== undefined) return said(fault);
    if (asks) return this.#acknowledge(incoming, body);
    return body.length > this.#options.maxContentLength ? TOO_LARGE : this.#take(channelOf(incoming), body);
  }

  #authorize({ headers: { authorization } }: IncomingMessage): HecCode | undefined {
    if (authorization === undefined) return 2;
    if (!/^Splunk [!-~]+$/.test(authorization)) return 3;
    return authorization === `Splunk ${this.token}` ? undefined : 4;
  }

  #take(channel: string, body: Buffer): Said {
    if (this.acknowledges && channel === '') return said(10);
    if (channel !== '' && !UUID.test(channel)) return said(11);
    const sent = concatenatedJson(body.toString('utf8'));
    if (sent.length === 0) return said(5);
    const read = sent.map((one) => readHecEvent(one, this.#options.indexes));
    const codes = read.map((one) => (typeof one === 'number' ? one : this.refuse(one)));
    const first = codes.findIndex((code) => code !== undefined);
    const events = read.slice(0, first < 0 ? read.length : first) as readonly HecEvent[];
    // Those before the invalid one are taken all the same, and nobody hears of them.
    if (!this.acknowledges || first >= 0) this.#channels.indexed.push(...events);
    if (first >= 0) return said(codes[first] ?? 6, { 'invalid-event-number': first });
    return said(
      this.trouble === WARNING ? WARNING : 0,
      this.acknowledges ? { ackId: this.#channels.take(channel, events) } : {},
    );
  }

  #acknowledge(incoming: IncomingMessage, body: Buffer): Said {
    const channel = channelOf(incoming);
    if (!this.acknowledges) return said(14);
    if (channel === '') return said(10);
    const [asked] = concatenatedJson(body.toString('utf8'));
    const ids = asked?.acks;
    if (!UUID.test(channel) || !Array.isArray(ids) || !ids.every((id) => Number.isSafeInteger(id))) return said(6);
    const elsewhere = this.#options.balanced && incoming.headers.cookie !== this.#cookie;
    const indexes = this.trouble !== 'unindexed' && !elsewhere;
    const acks = this.#channels.ask(channel, ids as readonly number[], { indexes });
    return { code: 0, status: 200, body: { acks } };
  }
}

/** A code that goes with success. */
const WARNING = 24;
const EVENTS = /^\/services\/collector(?:\/event(?:\/1\.0)?)?$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function channelOf({ headers }: IncomingMessage): string {
  const channel = headers['x-splunk-request-channel'];
  return typeof channel === 'string' ? channel : '';
}
