import { type ErrorCode, isSallyportError } from '@sallyport/core';
import type { DraftItem, EventLog } from '../door/event-log.ts';

/** What an aggregator works with. */
export interface FailureAggregatorOptions {
  readonly log: Pick<EventLog, 'commit'>;
  /** How long a count waits to be recorded, in milliseconds. */
  readonly flushEveryMs: number;
}

type Code = ErrorCode | undefined;

/** Counts failures by error code, and records each code's count as one `auth.failed` event an interval. Bounded by the number of codes. */
export class FailureAggregator {
  readonly #options: FailureAggregatorOptions;
  /** What no event stands for yet. */
  readonly #counts = new Map<Code, number>();
  /** The events that are not known to be recorded: one a code. */
  readonly #unsettled = new Map<Code, DraftItem>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(options: FailureAggregatorOptions) {
    this.#options = options;
  }

  /** Counts one, and sees to it that it is recorded within the interval. */
  count(code: Code): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
    this.#arm();
  }

  /** Records all that is counted. Raises what the log raised; what could not be recorded is then kept, and tried again when this is called again. */
  async drain(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#pending) await this.#flush();
  }

  get #pending(): boolean {
    return this.#counts.size + this.#unsettled.size > 0;
  }

  #arm(): void {
    this.#timer ??= setTimeout(() => this.#tick(), this.#options.flushEveryMs).unref();
  }

  /** What fails is tried again at the next tick: nothing is lost, and the calls that need the ledger say that it is away. */
  async #tick(): Promise<void> {
    await this.#flush().catch(() => undefined);
    this.#timer = undefined;
    if (this.#pending) this.#arm();
  }

  #flush(): Promise<void> {
    this.#running ??= this.#recordAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #recordAll(): Promise<void> {
    this.#seal();
    const recorded = [...this.#unsettled].map(async ([code, item]) => {
      await recordOnce(this.#options.log, item);
      this.#unsettled.delete(code);
    });
    const failed = (await Promise.allSettled(recorded)).find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  /** Makes events of the counts. A code whose last event is unsettled waits: that event keeps the count it was tried with. */
  #seal(): void {
    for (const [error, count] of this.#counts) {
      if (this.#unsettled.has(error)) continue;
      const details = error === undefined ? { count } : { error, count };
      const draft = { kind: 'auth.failed', status: 'failure', details } as const;
      this.#unsettled.set(error, { draft, id: crypto.randomUUID(), once: true });
      this.#counts.delete(error);
    }
  }
}

/** Nobody else has the id: where it is taken, an earlier try was recorded although it failed. */
async function recordOnce(log: Pick<EventLog, 'commit'>, item: DraftItem): Promise<void> {
  try {
    await log.commit([item]);
  } catch (cause) {
    if (!isSallyportError(cause) || cause.code !== 'proof_replayed') throw cause;
  }
}
