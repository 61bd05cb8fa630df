import type { KeyObject } from 'node:crypto';
import { SallyportError } from '@sallyport/core';
import { JobThreads, threadFile } from '../threads/index.ts';
import { type SignatureJob, SignatureOrders, type SignatureResult } from './signature-orders.ts';
import type { Claim, Signatures } from './signatures.ts';

const SIGNING = { file: threadFile('signature-worker', import.meta.url), codec: () => new SignatureOrders() };

/** For more than so many jobs, another thread is woken: that takes as long as one of them. */
const WORTH_WAKING = 8;

/** Signatures made in other threads, on other cores. */
export class SignatureThreads implements Signatures {
  readonly #threads: JobThreads<SignatureJob, SignatureResult>;

  constructor(count: number) {
    this.#threads = new JobThreads(SIGNING, { count, worthWaking: WORTH_WAKING });
  }

  async sign(data: Uint8Array, key: KeyObject): Promise<Uint8Array> {
    const signature = await this.#threads.ask({ data, key });
    if (typeof signature !== 'object') throw new SallyportError('internal');
    return signature;
  }

  async verify(data: Uint8Array, { key, signature }: Claim): Promise<boolean> {
    // An empty one would ask for a signature.
    if (signature.length === 0) return false;
    const valid = await this.#threads.ask({ data, key, signature });
    if (typeof valid !== 'boolean') throw new SallyportError('internal');
    return valid;
  }

  /** Ends the threads; what they have in hand is refused. */
  close(): Promise<void> {
    return this.#threads.close();
  }
}
