import { Readable } from 'node:stream';
import { isSecureUrl, SallyportError } from '@sallyport/core';
import type { FetchErrors } from './bounded-fetch.ts';
import type { Send } from './proven-call.ts';

const IDLE_MS = 60_000;

/**
 * As `boundedFetch`, for an answer that is read as it comes, however long: what is waited for more than 60 seconds has ended.
 * Raises `errors.unreachable`, also from the body; and `errors.invalid` for an address that is not safe, or a redirect.
 */
export function streamedFetch(errors: FetchErrors): Send {
  return async (url, init) => {
    if (!URL.canParse(url) || !isSecureUrl(new URL(url))) throw new SallyportError(errors.invalid);
    const waiting = new Waiting(new SallyportError(errors.unreachable));
    const signals = [waiting.signal, ...(init.signal instanceof AbortSignal ? [init.signal] : [])];
    const answer = await waiting.for(fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.any(signals) }));
    if (answer.status >= 300 && answer.status < 400) throw new SallyportError(errors.invalid);
    if (answer.body === null) return answer;
    const chunks = Readable.from(inTime(answer.body, waiting), { objectMode: false });
    const body = Readable.toWeb(chunks) as ReadableStream<Uint8Array>;
    return new Response(body, { status: answer.status, headers: answer.headers });
  };
}

/** Waits for steps of one exchange, each for so long; then all of it is given up. */
class Waiting {
  readonly #giveUp = new AbortController();
  readonly #error: SallyportError;

  constructor(error: SallyportError) {
    this.#error = error;
  }

  get signal(): AbortSignal {
    return this.#giveUp.signal;
  }

  async for<T>(step: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#giveUp.abort(), IDLE_MS);
    try {
      return await step;
    } catch {
      throw this.#error;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Only what is waited for counts: who takes long with what came loses nothing by it. */
async function* inTime(body: AsyncIterable<Uint8Array>, waiting: Waiting): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await waiting.for(chunks.next());
      if (done === true) return;
      yield value;
    }
  } finally {
    await chunks.return?.();
  }
}
