import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { systemClock } from '@sallyport/core';
import { selfSigned } from '../../certificate/self-signed.ts';
import { Mint } from '../../clouds/mint.ts';
import { closeServer, listen } from '../../listen.ts';
import { jsonAnswer } from '../../provider/answer.ts';
import { deliver } from '../../provider/deliver.ts';
import { type Fault, FaultQueue } from '../../provider/fault.ts';
import { answerUpload } from './answer-upload.ts';
import { answerToken, SENTINEL } from './entra-app.ts';
import type { Columns, Row } from './read-rows.ts';

/** A running stand-in for Azure Monitor's Logs Ingestion API with one data collection rule, and for what gives tokens for it. */
export interface SentinelStandIn extends Readonly<typeof SENTINEL> {
  /** `https://localhost:PORT`: of the data collection endpoint, of Entra ID, and of the host's metadata. */
  readonly origin: string;
  /** PEM, to trust. */
  readonly certificate: string;
  /** The rows that it took, oldest first. */
  readonly rows: readonly Row[];
  /** How many uploads came, refused ones too. */
  readonly uploads: number;
  /** How many of them are neither answered nor broken off. */
  readonly underWay: number;
  /** How many tokens were asked for. */
  readonly asked: number;
  /** The secrets of the application; may be changed. */
  readonly secrets: Set<string>;
  /** Whether the identity may not write by the rule. */
  denied: boolean;
  /** Withdraws every token. */
  revokeAll(): void;
  /** Makes the next `times` uploads (default 1, `Infinity` for good) fail in this way. */
  fail(fault: Fault, times?: number): void;
  /** Forgets the waiting faults. */
  mend(): void;
  close(): Promise<void>;
}

const COLUMNS: Columns = {
  TimeGenerated: 'datetime',
  EventTime: 'datetime',
  LogName: 'string',
  Sequence: 'long',
  Kind: 'string',
  Event: 'dynamic',
};

/** Starts one on 127.0.0.1, over https under a certificate of its own. It knows the API version 2023-01-01. */
export async function startSentinel(options: { readonly columns?: Columns } = {}): Promise<SentinelStandIn> {
  const { certificate, privateKey } = await selfSigned();
  const { columns = COLUMNS } = options;
  const state = { denied: false, uploads: 0, underWay: 0, asked: 0 };
  const [rows, secrets] = [[] as Row[], new Set<string>()];
  const [mint, faults] = [new Mint(systemClock), new FaultQueue()];
  const server = createServer({ key: privateKey, cert: certificate }, (request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  const origin = `https://localhost:${await listen(server)}`;

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', headers } = incoming;
    const request = { method, headers, url: new URL(incoming.url ?? '/', origin), body: await buffer(incoming) };
    const make = (prefix: string) => mint.make(prefix);
    const token = answerToken(request, { origin, secrets, make, lifetimeSeconds: mint.lifetimeSeconds });
    if (token !== undefined) {
      state.asked += 1;
      return deliver(response, { answer: token, fault: undefined, pace: () => undefined });
    }
    state.uploads += 1;
    state.underWay += 1;
    response.once('close', () => {
      state.underWay -= 1;
    });
    const fault = faults.next();
    const slow = fault === undefined || fault.kind === 'slow' || fault.kind === 'reset';
    const answer = slow
      ? answerUpload(request, { rows, columns, tokens: mint.tokens, denied: state.denied })
      : jsonAnswer({});
    return deliver(response, { answer, fault, pace: () => undefined });
  }

  return {
    ...{ ...SENTINEL, origin, certificate, rows, secrets },
    get uploads() {
      return state.uploads;
    },
    get underWay() {
      return state.underWay;
    },
    get asked() {
      return state.asked;
    },
    get denied() {
      return state.denied;
    },
    set denied(denied) {
      state.denied = denied;
    },
    revokeAll: () => mint.revokeAll(),
    fail: (fault, times = 1) => faults.add(fault, times),
    mend: () => faults.clear(),
    close: () => closeServer(server),
  };
}
