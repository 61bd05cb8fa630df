import { type ErrorCode, SallyportError } from '@sallyport/core';
import type { Dispatcher } from 'undici';

/** What bounds an exchange with a provider. */
export interface RequestBounds {
  /** The most bytes of an answer's body. */
  readonly limit: number;
  /** From sending to the answer's last byte, in milliseconds. */
  readonly timeoutMs: number;
  /** Aborted when nobody wants the answer any more; its reason is what is raised then. */
  readonly signal: AbortSignal;
}

/** An answer, whole. */
export interface WholeAnswer {
  readonly statusCode: number;
  /** A header that came twice is a list. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

/**
 * Sends a request and takes its answer in whole, without a stream in between, which would cost more than all else about it.
 * Rejects with `upstream_too_large` and `upstream_timeout`, which end the connection, and else with the dispatcher's own error.
 */
export async function requestWhole(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  { limit, timeoutMs, signal }: RequestBounds,
): Promise<WholeAnswer> {
  signal.throwIfAborted();
  const answer = new AnswerCollector(limit);
  const giveUp = () => answer.abort(signal.reason);
  const timer = setTimeout(() => answer.abort(new SallyportError('upstream_timeout')), timeoutMs);
  timer.unref();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    dispatcher.dispatch(options, answer);
    return await answer.whole;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

/** Takes an answer as it comes in. */
class AnswerCollector implements Dispatcher.DispatchHandler {
  readonly #limit: number;
  readonly #settled = Promise.withResolvers<WholeAnswer>();
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #head: Pick<WholeAnswer, 'statusCode' | 'headers'> | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #reason: Error | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves once the last byte is there. */
  get whole(): Promise<WholeAnswer> {
    return this.#settled.promise;
  }

  /** Ends the exchange, or, where it has not begun, keeps it from beginning. */
  abort(reason: Error): void {
    this.#reason = reason;
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#reason !== undefined) controller.abort(this.#reason);
  }

  onResponseStart(_: unknown, statusCode: number, headers: WholeAnswer['headers']): void {
    // What comes before the answer, RFC 9110 §15.2.
    if (statusCode >= 200) this.#head = { statusCode, headers };
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length > this.#limit) this.#refuse('upstream_too_large');
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [only = Buffer.alloc(0), second] = this.#chunks;
    const body = second === undefined ? only : Buffer.concat(this.#chunks, this.#length);
    if (this.#head === undefined) this.#settled.reject(new SallyportError('upstream_invalid'));
    else this.#settled.resolve({ ...this.#head, body });
  }

  onResponseError(_: unknown, error: Error): void {
    this.#settled.reject(error);
  }

  #refuse(code: ErrorCode): void {
    this.#chunks.length = 0;
    this.abort(new SallyportError(code));
  }
}
