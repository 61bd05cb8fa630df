// A process that has one client, and makes the calls it is asked to: one at a time, each when the last answer came.
import { flushEvents } from '@sallyport/guard';
import { BenchFailure } from '../bench-failure.ts';
import { answerParent } from '../process/answer-parent.ts';
import { cpuMicros, memoryUsage } from '../process/usage.ts';
import { profileThisProcess } from '../servers/profile-this-process.ts';
import { type CallFigures, callFigures, type TimedCall } from './call-figures.ts';
import { type CallingClient, CLIENTS, type ClientSetup } from './clients.ts';
import { Stopwatch } from './stopwatch.ts';
import { BATCH, plantedRequest, type Workload } from './workloads.ts';

/** What a client's process is asked. */
export type ClientProcess = typeof handlers;

/** Calls to make. */
export interface CallOrder {
  readonly workload: Workload;
  /** The number of the first request; the others follow. */
  readonly first: number;
  readonly count: number;
  /** A fresh token of the identity provider, for the client that needs one. */
  readonly token: string;
}

const stopwatch = new Stopwatch();
const profile = profileThisProcess();
const opened = Promise.withResolvers<CallingClient>();
let token = '';

async function open(setup: ClientSetup): Promise<void> {
  const make = Object.entries(CLIENTS).find(([name]) => name === process.argv[2])?.[1];
  if (make === undefined) throw new BenchFailure('there is no such client');
  opened.resolve(await make({ ...setup, stopwatch, token: () => token }));
}

async function call(order: CallOrder): Promise<CallFigures> {
  token = order.token;
  const client = await opened.promise;
  // Made before the clock starts.
  const bodies = Array.from({ length: order.count }, (_, at) => plantedRequest(order.workload, order.first + at).body);
  const timed: TimedCall[] = [];
  globalThis.gc?.();
  const cpuBefore = await cpuMicros();
  stopwatch.take();
  for (const body of bodies) {
    const started = performance.now();
    const whole = await CALLS[order.workload](client, body);
    const totalMs = performance.now() - started;
    if (!whole) throw new BenchFailure('an answer was not whole');
    timed.push({ totalMs, ...stopwatch.take() });
  }
  return { ...callFigures(timed), cpuMicros: ((await cpuMicros()) - cpuBefore) / order.count };
}

/** Makes one call, and says whether its answer is whole. */
const CALLS: Readonly<Record<Workload, (client: CallingClient, body: object) => Promise<boolean>>> = {
  chat,
  conversation: chat,
  embeddings: async (client, body) => (await client.embeddings.create(body)).data.length === BATCH,
};

async function chat(client: CallingClient, body: object): Promise<boolean> {
  const { choices } = await client.chat.completions.create(body);
  return (choices[0]?.message.content ?? '') !== '';
}

const handlers = {
  open,
  call,
  /** Delivers what a guarded client still holds of events, and says whether nothing is left. */
  flush: () => flushEvents(),
  memory: memoryUsage,
  beginProfile: profile.begin,
  endProfile: profile.end,
};

answerParent(handlers);
