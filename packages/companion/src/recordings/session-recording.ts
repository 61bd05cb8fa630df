import { performance } from 'node:perf_hooks';
import { asSallyportError, type RecordingDetails, type SallyportError } from '@sallyport/core';
import type { Intended, Reply, RunningRecording } from '@sallyport/pipeline';
import { bodyFrames, type Frame, RecordingWriter } from '@sallyport/recording';
import { NODE_COMPRESSION, NODE_SEGMENT_CRYPTO } from './node-segment-crypto.ts';
import type { Begun, RecordingChange } from './recording-change.ts';
import { CARRIED_BYTES, RecordingSink, type RecordingStorage } from './recording-sink.ts';
import { headerOf, requestOf } from './request-frames.ts';

/** How old what was given may be before it is durable, in milliseconds. */
const FLUSH_MS = 2_000;

/** A recording that begins: its row, its key, and what the ledger is to say of it beside its digest. */
export interface Beginning {
  readonly begun: Begun;
  readonly key: Uint8Array;
  readonly details: Pick<RecordingDetails, 'mode' | 'retention'>;
}

/**
 * The recording of one call: at most one segment of it is in memory. It stands by itself, or its ledger carries it: then what is written
 * as it begins goes with the session's intent, and what is written as it ends with the outcome, each in one commit.
 */
export class SessionRecording implements RunningRecording {
  readonly #sink: RecordingSink;
  readonly #writer: RecordingWriter;
  readonly #startedAt: Date;
  readonly #began = performance.now();
  #details: RecordingDetails;
  #carried: 'no' | 'row' | 'request' = 'no';
  #flushing: NodeJS.Timeout | undefined;

  constructor(storage: RecordingStorage, { begun, key, details }: Beginning) {
    const now = () => new Date(begun.startedAt.getTime() + this.#at());
    this.#sink = new RecordingSink(storage, { begun, now });
    const made = { compression: NODE_COMPRESSION, segmentCrypto: NODE_SEGMENT_CRYPTO };
    this.#writer = new RecordingWriter({ id: begun.id, key, sink: this.#sink, ...made });
    this.#startedAt = begun.startedAt;
    this.#details = details;
  }

  /** What is to be written with the session's intent: that it begins, and a small request. From then on the ledger carries it. */
  async carry(exchange: Intended): Promise<readonly RecordingChange[]> {
    const egress = recordedEgress(exchange);
    this.#sink.hold();
    await this.#sink.begin();
    const isSmall = this.#sink.canHold && egress.bytes !== undefined && egress.length <= CARRIED_BYTES;
    if (isSmall) await this.#request(exchange);
    this.#carried = isSmall ? 'request' : 'row';
    return this.#sink.take();
  }

  /** Records the request, durably, as far as the ledger did not, and whatever is to be kept of the original. Raises `recording_unavailable`. */
  async begin(exchange: Intended, original: () => Promise<RecordingDetails>): Promise<void> {
    await this.#orCut(async () => {
      this.#details = { ...this.#details, ...(await original()) };
      if (this.#carried !== 'request') await this.#request(exchange);
    });
  }

  async #request(exchange: Intended): Promise<void> {
    await this.#add(headerOf(exchange, this.#startedAt));
    await this.#add(requestOf(exchange));
    const egress = recordedEgress(exchange);
    if (egress.bytes !== undefined) await this.#body('request', egress.bytes);
    else for await (const chunk of egress.read()) await this.#body('request', chunk);
    await unavailable(this.#writer.flush());
  }

  answer({ status, headers }: Pick<Reply, 'status' | 'headers'>): void {
    // What goes wrong by it is raised by the next step.
    this.#add({ type: 'answer', at: this.#at(), status, headers }).catch(() => undefined);
    this.#flushSoon();
  }

  async given(chunk: Uint8Array): Promise<void> {
    await this.#body('answer', chunk);
    this.#flushSoon();
  }

  async end(error?: SallyportError): Promise<RecordingDetails> {
    clearTimeout(this.#flushing);
    const failed = error === undefined ? {} : { error: error.code };
    const end = { type: 'end', at: this.#at(), ...failed } as const;
    if (this.#carried !== 'no') this.#sink.hold();
    const { segments, digest } = await this.#orCut(() => unavailable(this.#writer.end(end)));
    return { ...this.#details, segments, digest };
  }

  /** What is still to be written as it ends, with the session's outcome: nothing where it was written. */
  takeEnd(): readonly RecordingChange[] {
    return this.#sink.take();
  }

  /** Writes what was taken, where it cannot be written with the outcome. Raises `recording_unavailable`. */
  writeEnd(changes: readonly RecordingChange[]): Promise<void> {
    return this.#orCut(() => this.#sink.writeTaken(changes));
  }

  async #orCut<T>(step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (cause) {
      await this.#sink.cut();
      throw cause;
    }
  }

  async #body(of: 'request' | 'answer', bytes: Uint8Array): Promise<void> {
    for (const frame of bodyFrames(of, this.#at(), bytes)) await this.#add(frame);
  }

  #add(frame: Frame): Promise<void> {
    return unavailable(this.#writer.add(frame));
  }

  #flushSoon(): void {
    this.#flushing ??= setTimeout(() => {
      this.#flushing = undefined;
      // A failure is raised by the next step.
      this.#writer.flush().catch(() => undefined);
    }, FLUSH_MS).unref();
  }

  /** Milliseconds since it began, by a clock that nobody sets. */
  #at(): number {
    return Math.round(performance.now() - this.#began);
  }
}

/** What people approved unread is not kept in the clear: a note stands in its place. */
function recordedEgress({ egress, withoutAttachments }: Intended): Intended['egress'] {
  return withoutAttachments ?? egress;
}

async function unavailable<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (cause) {
    throw asSallyportError(cause, 'recording_unavailable');
  }
}
