import type { KeyObject } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { SallyportError } from '@sallyport/core';
import type { SignatureJob, SignatureResult } from './signature-worker.ts';
import type { Claim, Signatures } from './signatures.ts';

interface Waiting {
  readonly job: SignatureJob;
  readonly resolve: (result: SignatureResult) => void;
  readonly reject: (error: SallyportError) => void;
}

/** Beside the sources as beside the build, which is one file. */
const WORKER = new URL(
  `./signature-worker.${import.meta.url.endsWith('.ts') ? 'ts' : import.meta.url.endsWith('.cjs') ? 'cjs' : 'js'}`,
  import.meta.url,
);

/**
 * Signatures made in another thread, on another core. What is asked for in one turn of the event loop goes over together, because waking
 * a thread takes as long as to sign. Where the thread ends, what it had in hand is refused as `internal`, and the next job starts another.
 * How many wait is bounded by whoever is in front of it.
 */
export class SignatureThread implements Signatures {
  #worker: Worker | undefined;
  #collecting: Waiting[] = [];
  /** What was sent, in order, and is not answered yet. */
  #sent: Waiting[][] = [];

  async sign(data: Uint8Array, key: KeyObject): Promise<Uint8Array> {
    const signature = await this.#ask({ data: ownBytes(data), key });
    if (typeof signature !== 'object') throw new SallyportError('internal');
    return signature;
  }

  async verify(data: Uint8Array, { key, signature }: Claim): Promise<boolean> {
    const valid = await this.#ask({ data: ownBytes(data), key, signature: ownBytes(signature) });
    if (typeof valid !== 'boolean') throw new SallyportError('internal');
    return valid;
  }

  /** Ends the thread; what it has in hand is refused. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(job: SignatureJob): Promise<SignatureResult> {
    return new Promise((resolve, reject) => {
      if (this.#collecting.length === 0) setImmediate(() => this.#send());
      this.#collecting.push({ job, resolve, reject });
    });
  }

  #send(): void {
    const batch = this.#collecting;
    this.#collecting = [];
    this.#sent.push(batch);
    this.#worker ??= this.#start();
    this.#worker.postMessage(batch.map(({ job }) => job));
  }

  #start(): Worker {
    const worker = new Worker(WORKER);
    worker.on('message', (results: readonly SignatureResult[]) => {
      for (const [at, { resolve }] of (this.#sent.shift() ?? []).entries()) resolve(results[at]);
    });
    // An error ends the thread, and so is told of as its end.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.#worker = undefined;
      for (const { reject } of this.#sent.splice(0).flat()) reject(new SallyportError('internal'));
    });
    // The thread alone keeps no process running.
    worker.unref();
    return worker;
  }
}

/** Bytes that share their memory with no others: a message carries all of it. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
