import { BenchFailure } from '../bench-failure.ts';
import { quantile } from '../report/median.ts';
import { KeptConnection } from './kept-connection.ts';

/** What to send, and how. */
export interface ClosedLoop {
  readonly origin: string;
  /** Whole requests, each sent once. */
  readonly requests: readonly Buffer[];
  /** Each sends its next request when it has read its last answer. */
  readonly connections: number;
  /** Takes the body of each answer. Default: nobody reads them. */
  readonly onAnswer?: (body: Buffer) => void;
}

/** How it went. Every answer was a success. */
export interface LoadFigures {
  readonly count: number;
  /** From the first request to the last answer. */
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Sends all requests, over connections opened before the clock starts. Rejects with `BenchFailure` at the first answer that is no success. */
export async function closedLoop({ origin, requests, connections, onAnswer }: ClosedLoop): Promise<LoadFigures> {
  const opened = await Promise.all(Array.from({ length: connections }, () => KeptConnection.open(origin)));
  const times = new Float64Array(requests.length);
  // One iterator for all, so that each connection takes what comes next.
  const next = requests.entries();
  globalThis.gc?.();
  const started = performance.now();
  try {
    await Promise.all(opened.map((connection) => sendUntilNone(connection, { next, times, onAnswer })));
    const seconds = (performance.now() - started) / 1000;
    return { count: requests.length, seconds, p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) };
  } finally {
    for (const connection of opened) connection.close();
  }
}

interface Work {
  readonly next: Iterable<[number, Buffer]>;
  readonly times: Float64Array;
  readonly onAnswer: ClosedLoop['onAnswer'];
}

async function sendUntilNone(connection: KeptConnection, { next, times, onAnswer }: Work): Promise<void> {
  for (const [index, request] of next) {
    const sent = performance.now();
    const { status, body } = await connection.exchange(request);
    times[index] = performance.now() - sent;
    if (status < 200 || status > 299) throw new BenchFailure(`request ${index} was answered ${status}`);
    onAnswer?.(body);
  }
}
