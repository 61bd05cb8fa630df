import { SallyportError } from '@sallyport/core';
import type { AnswerStream } from '@sallyport/pipeline';
import type { Dispatcher } from 'undici';

/** So many bytes may wait for their reader; then the provider has to. */
const HELD_BYTES = 65_536;

/** What bounds a stream. */
export interface StreamBounds {
  /** The longest time between two chunks that a reader waits for, in milliseconds. */
  readonly timeoutMs: number;
  /** Called when nothing more will come of it. */
  readonly over: () => void;
}

/** The body of an answer as it comes in, which waits for its reader. Raises `upstream_timeout`, and else the dispatcher's own error. */
export class UpstreamStream implements AnswerStream {
  readonly #controller: Dispatcher.DispatchController;
  readonly #bounds: StreamBounds;
  readonly #chunks: Buffer[] = [];
  #held = 0;
  #end: { readonly error?: Error } | undefined;
  #reader: PromiseWithResolvers<Uint8Array | undefined> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(controller: Dispatcher.DispatchController, bounds: StreamBounds) {
    this.#controller = controller;
    this.#bounds = bounds;
  }

  read(): Promise<Uint8Array | undefined> {
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      this.#held -= chunk.length;
      if (this.#controller.paused && this.#held < HELD_BYTES) this.#controller.resume();
      return Promise.resolve(chunk);
    }
    if (this.#end?.error !== undefined) return Promise.reject(this.#end.error);
    if (this.#end !== undefined) return Promise.resolve(undefined);
    this.#reader = Promise.withResolvers();
    this.#timer = setTimeout(() => this.abort(new SallyportError('upstream_timeout')), this.#bounds.timeoutMs);
    return this.#reader.promise;
  }

  async cancel(): Promise<void> {
    this.abort(new SallyportError('cancelled'));
  }

  /** Ends it with an error: what is held is let go. */
  abort(error: Error): void {
    if (this.#end !== undefined && this.#chunks.length === 0) return;
    this.#chunks.length = 0;
    this.#held = 0;
    this.fail(error);
    this.#controller.abort(error);
  }

  /** Takes in what came. */
  push(chunk: Buffer): void {
    if (this.#reader !== undefined) {
      this.#take()?.resolve(chunk);
      return;
    }
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    if (this.#held >= HELD_BYTES) this.#controller.pause();
  }

  /** Nothing more will come, in good order. */
  finish(): void {
    this.#close({});
    this.#take()?.resolve(undefined);
  }

  /** Nothing more will come, because it failed. */
  fail(error: Error): void {
    this.#close({ error });
    this.#take()?.reject(error);
  }

  #close(end: { readonly error?: Error }): void {
    if (this.#end === undefined) this.#bounds.over();
    this.#end = end;
  }

  #take(): PromiseWithResolvers<Uint8Array | undefined> | undefined {
    const reader = this.#reader;
    this.#reader = undefined;
    clearTimeout(this.#timer);
    return reader;
  }
}
