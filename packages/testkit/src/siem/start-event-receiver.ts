import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer, listen } from '../listen.ts';
import { webhookFault } from '../notices/webhook-fault.ts';
import { readObject } from '../stand-in/start-stand-in.ts';

/** How a receiver of events answers: it takes them; says it will never take such a batch, that it cannot now, or that it knows nobody; or says nothing. */
export type EventReceiverMode = 'takes' | 'refuses' | 'unavailable' | 'credential' | 'hangs';

/** An event that came: whatever it holds besides. */
export interface ReceivedEvent {
  readonly metadata: Readonly<Record<string, unknown>> & { readonly sequence: number };
}

/** A batch of events that was taken. */
export interface ReceivedBatch {
  readonly id: string;
  readonly type: unknown;
  readonly timestamp: unknown;
  readonly events: readonly ReceivedEvent[];
}

/** A running receiver of batches of events. */
export interface EventReceiver {
  /** Where it takes them. */
  readonly url: string;
  /** What it took for good, oldest first. */
  readonly batches: readonly ReceivedBatch[];
  /** The events of all of them. */
  readonly events: readonly ReceivedEvent[];
  /** Why requests were no batches that are signed with the secret, oldest first. */
  readonly faults: readonly string[];
  /** How many requests came. */
  readonly requests: number;
  /** How it answers from now on. Default `takes`. */
  mode: EventReceiverMode;
  close(): Promise<void>;
}

const STATUSES = { takes: 204, refuses: 422, unavailable: 503, credential: 401 } as const;

/**
 * Starts a receiver of what docs/siem.md says of webhooks, on 127.0.0.1: a batch is taken when it is signed with `secret` (Standard Webhooks 1.0) and of exactly
 * the right shape; anything else is a fault, answered with 401 or 400.
 */
export async function startEventReceiver({ secret }: { readonly secret: string }): Promise<EventReceiver> {
  const batches: ReceivedBatch[] = [];
  const faults: string[] = [];
  let requests = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    requests += 1;
    const { mode } = receiver;
    if (mode === 'hangs') return;
    const { method = '', headers } = request;
    const fault = webhookFault({ method, headers, body }, { secret, now: Date.now() });
    const batch = readBatch(body);
    if (fault !== undefined || batch === undefined) {
      faults.push(fault ?? 'no batch');
      response.writeHead(fault === undefined ? 400 : 401).end();
      return;
    }
    if (mode === 'takes') batches.push(batch);
    response.writeHead(STATUSES[mode]).end();
  };
  const server = createServer((request, response) => {
    // Who goes away while it sends has sent nothing.
    answer(request, response).catch(() => response.destroy());
  });
  const receiver: EventReceiver = {
    url: `http://127.0.0.1:${await listen(server)}/events`,
    batches,
    faults,
    mode: 'takes',
    get events() {
      return batches.flatMap(({ events }) => events);
    },
    get requests() {
      return requests;
    },
    close: () => closeServer(server),
  };
  return receiver;
}

function readBatch(body: Buffer): ReceivedBatch | undefined {
  const { id, type, timestamp, data, ...others } = readObject(body) ?? {};
  if (typeof id !== 'string' || type !== 'sallyport.events' || Object.keys(others).length > 0) return undefined;
  if (typeof data !== 'object' || data === null || Object.keys(data).join() !== 'events') return undefined;
  const { events } = data as { readonly events?: unknown };
  return Array.isArray(events) && events.length > 0 && events.every(isEvent)
    ? { id, type, timestamp, events }
    : undefined;
}

function isEvent(value: unknown): value is ReceivedEvent {
  if (typeof value !== 'object' || value === null || !('metadata' in value)) return false;
  const { metadata } = value;
  return (
    typeof metadata === 'object' &&
    metadata !== null &&
    'sequence' in metadata &&
    Number.isSafeInteger(metadata.sequence)
  );
}
