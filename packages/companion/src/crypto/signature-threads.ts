import type { KeyObject } from 'node:crypto';
import { SallyportError } from '@sallyport/core';
import type { SignatureJob, SignatureResult } from './signature-orders.ts';
import { SignatureThread, type WaitingJob } from './signature-thread.ts';
import type { Claim, Signatures } from './signatures.ts';

/** One at work, and one that it can go on with at once. */
const MOST_IN_HAND = 2;

/** For more than so many jobs, another thread is woken: that takes as long as one of them. */
const WORTH_WAKING = 8;

/**
 * Signatures made in other threads, on other cores. What is asked for in one turn of the event loop goes over together, and so does what
 * comes while all of them are busy, because waking a thread takes as long as to sign. A thread starts when it is first needed. How many
 * wait is bounded by whoever is in front of it.
 */
export class SignatureThreads implements Signatures {
  readonly #threads: readonly SignatureThread[];
  #collecting: WaitingJob[] = [];

  constructor(count: number) {
    this.#threads = Array.from({ length: count }, () => new SignatureThread(() => this.#handOver()));
  }

  async sign(data: Uint8Array, key: KeyObject): Promise<Uint8Array> {
    const signature = await this.#ask({ data, key });
    if (typeof signature !== 'object') throw new SallyportError('internal');
    return signature;
  }

  async verify(data: Uint8Array, { key, signature }: Claim): Promise<boolean> {
    // An empty one would ask for a signature.
    if (signature.length === 0) return false;
    const valid = await this.#ask({ data, key, signature });
    if (typeof valid !== 'boolean') throw new SallyportError('internal');
    return valid;
  }

  /** Ends the threads; what they have in hand is refused. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #ask(job: SignatureJob): Promise<SignatureResult> {
    return new Promise((resolve, reject) => {
      if (this.#collecting.length === 0) setImmediate(() => this.#handOver());
      this.#collecting.push({ ...job, resolve, reject });
    });
  }

  #handOver(): void {
    const count = this.#collecting.length;
    const share = Math.ceil(count / Math.min(this.#threads.length, Math.ceil(count / WORTH_WAKING)));
    while (this.#collecting.length > 0) {
      const idlest = this.#threads.reduce((one, other) => (other.inHand < one.inHand ? other : one));
      if (idlest.inHand >= MOST_IN_HAND) return;
      idlest.give(this.#collecting.splice(0, share));
    }
  }
}
