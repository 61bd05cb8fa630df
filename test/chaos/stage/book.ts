import { type EventKeys, verifyReceipt } from '@sallyport/ledger';
import type { Provider } from '@sallyport/testkit';
import { readMarker } from '../call-marker.ts';
import type { PromisedIntent, PromisedSession, Promises } from '../check/promises.ts';
import type { Line } from '../process/orders.ts';

/** Writes down what clients were promised, and what the provider got. */
export class Book implements Promises {
  readonly sessions = new Map<string, PromisedSession>();
  readonly intents: PromisedIntent[] = [];
  readonly outcomes = new Set<string>();
  readonly requests = new Map<string, number>();
  /** How many calls failed, by the code that the application got. */
  readonly refusals = new Map<string, number>();
  strangeRequests = 0;
  readonly #keys: EventKeys;
  readonly #reading: Promise<void>[] = [];
  #failure: unknown;

  /** The keys are those that receipts must be signed with. */
  constructor(keys: EventKeys) {
    this.#keys = keys;
  }

  /** Takes in a line of a client. */
  take([word, correlationId = '', third = '', receipt = '']: Line): void {
    if (word === 'kept') this.outcomes.add(correlationId);
    if (word === 'refused') count(this.refusals, third);
    if (word === 'answered') this.sessions.set(third, { correlationId, answered: true });
    if (word !== 'receipt') return;
    if (!this.sessions.has(third)) this.sessions.set(third, { correlationId, answered: false });
    const reading = this.#takeReceipt(receipt, correlationId).catch((cause: unknown) => {
      this.#failure ??= cause;
    });
    this.#reading.push(reading);
  }

  /** Takes in what the provider got since the last time. */
  takeRequests(provider: Provider): void {
    for (const { body } of provider.requests) {
      const correlationId = readMarker(body.toString());
      if (correlationId === undefined) this.strangeRequests += 1;
      else count(this.requests, correlationId);
    }
    provider.clear();
  }

  /** Resolves once all receipts are written down. Raises `receipt_invalid` for one that the companion did not sign. */
  async settle(): Promise<void> {
    await Promise.all(this.#reading.splice(0));
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #takeReceipt(receipt: string, correlationId: string): Promise<void> {
    const { leaves } = await verifyReceipt(receipt, this.#keys);
    for (const leaf of leaves) this.intents.push({ ...leaf, correlationId });
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
