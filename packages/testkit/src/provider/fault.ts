/** A way in which the provider misbehaves. */
export type Fault =
  /** Answers with `status` and, unless `body` says otherwise, OpenAI's error JSON. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Answers rightly, after `ms` milliseconds. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Sends the head and half of the right body, then destroys the socket. */
  | { readonly kind: 'reset' }
  /** Answers 200 and `application/json` with a body that is no JSON. */
  | { readonly kind: 'invalid-json' }
  /** Answers 200 with the first half of the right body, properly framed. */
  | { readonly kind: 'truncated' }
  /** Answers 302 with `location: url`. */
  | { readonly kind: 'redirect'; readonly url: string }
  /** Answers 200 with well-formed JSON of `bytes` bytes, of unannounced length. */
  | { readonly kind: 'huge'; readonly bytes: number }
  /** Sends so many events of the right answer, then destroys the socket. */
  | { readonly kind: 'cut-events'; readonly after: number }
  /** Reads the request and never answers. */
  | { readonly kind: 'hang' };

/** Faults waiting for their request, first in, first out. */
export class FaultQueue {
  #waiting: readonly { readonly fault: Fault; readonly times: number }[] = [];

  /** Queues `fault` for `times` requests, after the faults that wait already. */
  add(fault: Fault, times: number): void {
    this.#waiting = [...this.#waiting, { fault, times }];
  }

  /** Takes the fault meant for this request. */
  next(): Fault | undefined {
    const [first, ...rest] = this.#waiting;
    if (first === undefined) return undefined;
    this.#waiting = first.times > 1 ? [{ ...first, times: first.times - 1 }, ...rest] : rest;
    return first.fault;
  }

  /** Forgets all waiting faults. */
  clear(): void {
    this.#waiting = [];
  }
}
