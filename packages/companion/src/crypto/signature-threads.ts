import type { KeyObject } from 'node:crypto';
import { SignatureThread } from './signature-thread.ts';
import type { Claim, Signatures } from './signatures.ts';

/** Signatures made in several threads, in turn: for much at once that nobody waits for one by one. A thread starts when it is first needed. */
export class SignatureThreads implements Signatures {
  readonly #threads: readonly SignatureThread[];
  #asked = 0;

  constructor(count: number) {
    this.#threads = Array.from({ length: count }, () => new SignatureThread());
  }

  sign(data: Uint8Array, key: KeyObject): Promise<Uint8Array> {
    return this.#next().sign(data, key);
  }

  verify(data: Uint8Array, claim: Claim): Promise<boolean> {
    return this.#next().verify(data, claim);
  }

  /** Ends the threads; what they have in hand is refused. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #next(): SignatureThread {
    const thread = this.#threads[this.#asked++ % this.#threads.length];
    return thread as SignatureThread;
  }
}
