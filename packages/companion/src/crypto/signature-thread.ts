import { Worker } from 'node:worker_threads';
import { SallyportError } from '@sallyport/core';
import { readAnswer, type SignatureJob, SignatureOrders, type SignatureResult } from './signature-orders.ts';
import type { SignatureAnswer } from './signature-worker.ts';

/** A job, and whoever waits for it. */
export interface WaitingJob extends SignatureJob {
  readonly resolve: (result: SignatureResult) => void;
  readonly reject: (error: SallyportError) => void;
}

/** Beside the sources as beside the build, which is one file. */
const WORKER = new URL(
  `./signature-worker.${import.meta.url.endsWith('.ts') ? 'ts' : import.meta.url.endsWith('.cjs') ? 'cjs' : 'js'}`,
  import.meta.url,
);

/**
 * A thread that signs and verifies what it is given, in order. Where it ends, what it had in hand is refused as `internal`, and the next
 * batch starts another.
 */
export class SignatureThread {
  readonly #onAnswer: () => void;
  #worker: Worker | undefined;
  #orders = new SignatureOrders();
  /** What was given and is not answered yet. */
  #inHand: (readonly WaitingJob[])[] = [];

  /** Tells whenever it is done with a batch. */
  constructor(onAnswer: () => void) {
    this.#onAnswer = onAnswer;
  }

  /** How many batches it has in hand. */
  get inHand(): number {
    return this.#inHand.length;
  }

  /** Gives it a batch. */
  give(batch: readonly WaitingJob[]): void {
    this.#worker ??= this.#start();
    const order = this.#orders.write(batch);
    this.#inHand.push(batch);
    this.#worker.postMessage(order, [order.bytes.buffer]);
  }

  /** Ends it; what it has in hand is refused. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(WORKER);
    this.#orders = new SignatureOrders();
    worker.on('message', (answer: SignatureAnswer) => {
      const results = readAnswer(answer);
      for (const [at, { resolve }] of (this.#inHand.shift() ?? []).entries()) resolve(results[at]);
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
