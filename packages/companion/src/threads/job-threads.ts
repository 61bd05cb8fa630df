import { JobThread, type ThreadKind, type WaitingJob } from './job-thread.ts';

/** One at work, and one that it can go on with at once. */
const MOST_IN_HAND = 2;

/** How many threads there are, and when another is woken. */
export interface JobThreadsOptions {
  /** At least one. */
  readonly count: number;
  /** For more than so many jobs, another thread is woken. */
  readonly worthWaking: number;
}

/**
 * Jobs done in other threads, on other cores. What is asked for in one turn of the event loop goes over together, and so does what comes
 * while all of them are busy, because waking a thread takes as long as a small job. A thread starts when it is first needed. How many wait
 * is bounded by whoever is in front of it.
 */
export class JobThreads<Job, Result> {
  readonly #threads: readonly JobThread<Job, Result>[];
  readonly #worthWaking: number;
  #collecting: WaitingJob<Job, Result>[] = [];

  constructor(kind: ThreadKind<Job, Result>, { count, worthWaking }: JobThreadsOptions) {
    this.#threads = Array.from({ length: count }, () => new JobThread(kind, () => this.#handOver()));
    this.#worthWaking = worthWaking;
  }

  /** What comes of a job. Rejects with `internal` where its thread ends. */
  ask(job: Job): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#collecting.length === 0) setImmediate(() => this.#handOver());
      this.#collecting.push({ job, resolve, reject });
    });
  }

  /** Ends the threads; what they have in hand is refused. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #handOver(): void {
    const count = this.#collecting.length;
    const share = Math.ceil(count / Math.min(this.#threads.length, Math.ceil(count / this.#worthWaking)));
    while (this.#collecting.length > 0) {
      const idlest = this.#threads.reduce((one, other) => (other.inHand < one.inHand ? other : one));
      if (idlest.inHand >= MOST_IN_HAND) return;
      idlest.give(this.#collecting.splice(0, share));
    }
  }
}
