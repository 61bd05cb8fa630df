import { asSallyportError, SallyportError } from '@sallyport/core';
import type { Reply } from '../call.ts';
import type { Answered } from '../exchange.ts';
import type { Door, RunningRecording } from '../ports.ts';
import { cleanHeaders } from '../stages/mask.ts';
import { type MaskedStream, maskStream } from '../stages/mask-stream.ts';
import type { AnswerStream } from './answer-stream.ts';
import { endRecording } from './end-recording.ts';
import { errorEvent, failureOf } from './failure.ts';
import { bytesThatLeft } from './record-failure.ts';

/** How long a reader may leave a stream unread before it is taken for gone, in milliseconds. */
const PATIENCE_MS = 300_000;

/** An answer that comes in events, and who is told when its outcome is to be recorded. */
export interface Coming {
  readonly answered: Answered;
  readonly stream: AnswerStream;
  /** Takes in what is given, where the session is recorded. */
  readonly recording?: RunningRecording | undefined;
  readonly concluding: () => void;
}

/** Gives an answer as it comes, masked; its recording and its outcome are durable before it ends. */
export async function answerAsItComes(door: Door, { stream, ...coming }: Coming): Promise<Reply> {
  const { answered, recording } = coming;
  const { answer } = answered;
  const headers = await cleanHeaders(door, answer.headers).catch(async (cause: unknown) => {
    await stream.cancel();
    throw cause;
  });
  recording?.answer({ status: answer.status, headers });
  const masked = maskStream(door, answered, stream);
  return { ...answer, headers, stream: new ConcludedStream(door, { ...coming, masked }) };
}

interface Concluding extends Omit<Coming, 'stream'> {
  readonly masked: MaskedStream;
}

/**
 * A masked stream that records its outcome before it ends. A failure becomes its last event; so that the end of the bytes is the end of the
 * answer, whatever happened. Only for a reader who is gone there is none.
 */
class ConcludedStream implements AnswerStream {
  readonly #door: Door;
  readonly #parts: Concluding;
  #over = false;
  #concluded: Promise<void> | undefined;
  #patience: NodeJS.Timeout | undefined;

  constructor(door: Door, parts: Concluding) {
    this.#door = door;
    this.#parts = parts;
    this.#wait();
  }

  async read(): Promise<Uint8Array | undefined> {
    clearTimeout(this.#patience);
    if (this.#over) return undefined;
    const { masked } = this.#parts;
    try {
      const chunk = await masked.stream.read();
      if (chunk === undefined) {
        this.#over = true;
        await this.#conclude();
        return undefined;
      }
      await this.#take(chunk);
      this.#wait();
      return chunk;
    } catch (cause) {
      return this.#fail(cause);
    }
  }

  async cancel(): Promise<void> {
    clearTimeout(this.#patience);
    await this.#parts.masked.stream.cancel();
    if (this.#over) return;
    this.#over = true;
    await this.#conclude(new SallyportError('cancelled')).catch(() => undefined);
  }

  async #fail(cause: unknown): Promise<Uint8Array> {
    const failed = this.#over ? asSallyportError(cause) : failureOf(cause, this.#parts.answered);
    this.#over = true;
    if (failed.code === 'cancelled') {
      await this.#conclude(failed);
      throw failed;
    }
    const { operation } = this.#parts.answered;
    const event = errorEvent(failed, operation);
    await this.#takeLast(event);
    const unrecorded = await this.#conclude(failed).then(
      () => undefined,
      (why: unknown) => asSallyportError(why, 'ledger_unavailable'),
    );
    return unrecorded === undefined ? event : errorEvent(unrecorded, operation);
  }

  /** Takes bytes into the evidence, before the reader has them. What cannot be recorded is not given, and no more is asked for. */
  async #take(chunk: Uint8Array): Promise<void> {
    const { recording, masked } = this.#parts;
    await recording?.given(chunk).catch(async (cause: unknown) => {
      await masked.stream.cancel();
      throw cause;
    });
    // Given up meanwhile: what was concluded does not have it.
    if (this.#concluded !== undefined) throw new SallyportError('cancelled');
    masked.tally.given.update(chunk);
  }

  /** Takes in the event that ends a stream; it is given even where the recording is what failed. */
  async #takeLast(event: Uint8Array): Promise<void> {
    const { recording, masked } = this.#parts;
    if (this.#concluded !== undefined) return;
    await recording?.given(event).catch(() => undefined);
    if (this.#concluded === undefined) masked.tally.given.update(event);
  }

  /** Records the outcome, once. */
  #conclude(error?: SallyportError): Promise<void> {
    this.#concluded ??= this.#record(error);
    return this.#concluded;
  }

  async #record(error: SallyportError | undefined): Promise<void> {
    const { answered, masked, recording, concluding } = this.#parts;
    const { came, given, found } = masked.tally;
    concluding();
    const ended = await endRecording(recording, error);
    await this.#door.journal.outcome(answered, {
      ...ended,
      upstreamStatus: answered.answer.status,
      bytesBack: came.length,
      masked: found,
      commitments: {
        ...bytesThatLeft(answered.session.commitments),
        answer: came.digest(),
        reply: given.digest(),
      },
    });
    if (ended.error !== error) throw ended.error;
  }

  /** Nobody waits for a reader for ever. */
  #wait(): void {
    this.#patience = setTimeout(() => void this.cancel(), PATIENCE_MS);
    this.#patience.unref();
  }
}
