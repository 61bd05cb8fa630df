import type { KeyObject } from 'node:crypto';
import type { JobCodec } from '../threads/index.ts';
import type { SignatureAnswer, SignatureOrder } from './signature-worker.ts';

/** A signature to make, or, where there is one, to check. */
export interface SignatureJob {
  readonly data: Uint8Array;
  readonly key: KeyObject;
  readonly signature?: Uint8Array;
}

/** What came of a job: a signature, whether one holds, or nothing where the key cannot. */
export type SignatureResult = Uint8Array | boolean | undefined;

/** How many keys a thread is left with before it is told to forget them. */
const CAPACITY = 4096;

/** Writes the orders of one thread: it knows which keys that thread has. */
export class SignatureOrders implements JobCodec<SignatureJob, SignatureResult> {
  readonly #known = new Map<KeyObject, number>();

  /** The order for some jobs, in memory of its own. */
  write(jobs: readonly SignatureJob[]): {
    readonly message: SignatureOrder;
    readonly transfer: readonly ArrayBuffer[];
  } {
    const forget = this.#known.size >= CAPACITY;
    if (forget) this.#known.clear();
    const keys: KeyObject[] = [];
    const bytes = new Uint8Array(jobs.reduce((sum, { data, signature }) => sum + data.length + lengthOf(signature), 0));
    const numbers: number[] = [];
    let at = 0;
    for (const { data, key, signature } of jobs) {
      bytes.set(data, at);
      if (signature !== undefined) bytes.set(signature, at + data.length);
      at += data.length + lengthOf(signature);
      numbers.push(this.#nameOf(key, keys), data.length, lengthOf(signature));
    }
    return { message: { forget, keys, jobs: numbers, bytes }, transfer: [bytes.buffer] };
  }

  /** The results of an order's jobs, in their order. */
  read({ results, bytes }: SignatureAnswer): readonly SignatureResult[] {
    let at = 0;
    return results.map((result) => {
      if (typeof result !== 'number') return result;
      at += result;
      return bytes.subarray(at - result, at);
    });
  }

  #nameOf(key: KeyObject, fresh: KeyObject[]): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const name = this.#known.size;
    this.#known.set(key, name);
    fresh.push(key);
    return name;
  }
}

function lengthOf(signature: Uint8Array | undefined): number {
  return signature?.length ?? 0;
}
