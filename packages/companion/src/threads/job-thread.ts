import { Worker } from 'node:worker_threads';
import { SallyportError } from '@sallyport/core';

/** Writes the jobs of one thread, and reads what came of them. It may remember what that thread knows. */
export interface JobCodec<Job, Result> {
  /** One message for many jobs, and the memory that goes over with it. */
  write(jobs: readonly Job[]): { readonly message: unknown; readonly transfer?: readonly ArrayBuffer[] };
  /** The results of a message's jobs, in their order. */
  read(answer: unknown): readonly Result[];
}

/** What a thread runs, and how it is spoken to. */
export interface ThreadKind<Job, Result> {
  /** See `threadFile`. */
  readonly file: URL;
  /** For a thread that begins. */
  readonly codec: () => JobCodec<Job, Result>;
}

/** A job, and whoever waits for it. */
export interface WaitingJob<Job, Result> {
  readonly job: Job;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: SallyportError) => void;
}

/** The file of a thread, by its name without an extension, for a module whose `import.meta.url` is given: beside the sources as beside the build, which is one file. */
export function threadFile(name: string, beside: string): URL {
  const extension = /\.(?:ts|cjs)$/.exec(beside)?.[0] ?? '.js';
  return new URL(`./${name}${extension}`, beside);
}

/**
 * A thread that does what it is given, in order. Where it ends, what it had in hand is refused as `internal`, and the next batch starts
 * another.
 */
export class JobThread<Job, Result> {
  readonly #kind: ThreadKind<Job, Result>;
  readonly #onAnswer: () => void;
  #worker: Worker | undefined;
  #codec: JobCodec<Job, Result>;
  /** What was given and is not answered yet. */
  #inHand: (readonly WaitingJob<Job, Result>[])[] = [];

  /** Tells whenever it is done with a batch. */
  constructor(kind: ThreadKind<Job, Result>, onAnswer: () => void) {
    this.#kind = kind;
    this.#onAnswer = onAnswer;
    this.#codec = kind.codec();
  }

  /** How many batches it has in hand. */
  get inHand(): number {
    return this.#inHand.length;
  }

  /** Gives it a batch. */
  give(batch: readonly WaitingJob<Job, Result>[]): void {
    this.#worker ??= this.#start();
    const { message, transfer = [] } = this.#codec.write(batch.map(({ job }) => job));
    this.#inHand.push(batch);
    this.#worker.postMessage(message, transfer);
  }

  /** Ends it; what it has in hand is refused. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#kind.file);
    this.#codec = this.#kind.codec();
    worker.on('message', (answer: unknown) => {
      const results = this.#codec.read(answer);
      for (const [at, { resolve }] of (this.#inHand.shift() ?? []).entries()) resolve(results[at] as Result);
      this.#onAnswer();
    });
    // An error ends the thread, and so is told of as its end.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.#worker = undefined;
      for (const { reject } of this.#inHand.splice(0).flat()) reject(new SallyportError('internal'));
      this.#onAnswer();
    });
    // The thread alone keeps no process running.
    worker.unref();
    return worker;
  }
}
