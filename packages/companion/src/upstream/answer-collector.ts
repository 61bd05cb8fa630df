import { type ErrorCode, SallyportError } from '@sallyport/core';
import { type AnswerStream, isEventStream } from '@sallyport/pipeline';
import type { Dispatcher } from 'undici';
import { UpstreamStream } from './upstream-stream.ts';

/** An answer of a provider: whole, or, where it has a stream, as it comes. */
export interface UpstreamAnswer {
  readonly statusCode: number;
  /** A header that came twice is a list. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
  readonly stream?: AnswerStream;
}

/** How to take an answer in. */
export interface Collecting {
  /** The most bytes of a body that is taken whole. */
  readonly limit: number;
  /** The longest time between two chunks of a stream, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether an answer of events is given as it comes. */
  readonly streams: boolean;
  /** Called once the head of a stream is there. */
  readonly began: () => void;
  /** Called when nothing more will come. */
  readonly over: () => void;
}

/** Takes an answer as it comes in. */
export class AnswerCollector implements Dispatcher.DispatchHandler {
  readonly #options: Collecting;
  readonly #settled = Promise.withResolvers<UpstreamAnswer>();
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #head: Pick<UpstreamAnswer, 'statusCode' | 'headers'> | undefined;
  #stream: UpstreamStream | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #reason: Error | undefined;

  constructor(options: Collecting) {
    this.#options = options;
  }

  /** Resolves once the last byte is there, or, of a stream, the head. */
  get answer(): Promise<UpstreamAnswer> {
    return this.#settled.promise;
  }

  /** Ends the exchange, or, where it has not begun, keeps it from beginning. */
  abort(reason: Error): void {
    this.#reason = reason;
    if (this.#stream !== undefined) this.#stream.abort(reason);
    else this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#reason !== undefined) controller.abort(this.#reason);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: UpstreamAnswer['headers'],
  ): void {
    // What comes before the answer, RFC 9110 §15.2.
    if (statusCode < 200) return;
    this.#head = { statusCode, headers };
    if (!this.#options.streams || statusCode >= 300 || !isEvents(headers['content-type'])) return;
    this.#stream = new UpstreamStream(controller, this.#options);
    this.#options.began();
    this.#settled.resolve({ ...this.#head, body: Buffer.alloc(0), stream: this.#stream });
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    if (this.#stream !== undefined) {
      this.#stream.push(chunk);
      return;
    }
    this.#length += chunk.length;
    if (this.#length > this.#options.limit) this.#refuse('upstream_too_large');
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#stream !== undefined) {
      this.#stream.finish();
      return;
    }
    this.#options.over();
    const [only = Buffer.alloc(0), second] = this.#chunks;
    const body = second === undefined ? only : Buffer.concat(this.#chunks, this.#length);
    if (this.#head === undefined) this.#settled.reject(new SallyportError('upstream_invalid'));
    else this.#settled.resolve({ ...this.#head, body });
  }

  onResponseError(_: unknown, error: Error): void {
    if (this.#stream !== undefined) {
      this.#stream.fail(error);
      return;
    }
    this.#options.over();
    this.#settled.reject(error);
  }

  #refuse(code: ErrorCode): void {
    this.#chunks.length = 0;
    this.abort(new SallyportError(code));
  }
}

function isEvents(type: UpstreamAnswer['headers'][string]): boolean {
  return typeof type === 'string' && isEventStream(type);
}
