import { joinBytes, SallyportError, utf8 } from '@sallyport/core';
import type { EndFrame, Frame } from '../frames/frame.ts';
import { digestNext, NOTHING_DIGESTED, type RecordingDigest, recordingDigestOf } from './recording-digest.ts';
import { LINES_BYTES, type SegmentSink } from './segment.ts';
import { SegmentCipher, type SegmentCipherOptions } from './segment-cipher.ts';
import type { SegmentCrypto } from './segment-crypto.ts';

/** Whose recording is written, and where to. */
export interface RecordingWriterOptions extends SegmentCipherOptions {
  readonly sink: SegmentSink;
}

/**
 * Writes the recording of one session, in the memory of one segment. Steps run one after another, in the order of their
 * calls; once one has failed, by what the sink raised, all later ones fail alike.
 */
export class RecordingWriter {
  readonly #cipher: SegmentCipher;
  readonly #sink: SegmentSink;
  readonly #digesting: SegmentCrypto | undefined;
  #lines: Uint8Array[] = [];
  #buffered = 0;
  #digested = NOTHING_DIGESTED;
  #tail: Promise<unknown> = Promise.resolve();
  #ended = false;

  constructor({ sink, ...options }: RecordingWriterOptions) {
    this.#cipher = new SegmentCipher(options);
    this.#sink = sink;
    this.#digesting = options.segmentCrypto;
  }

  /**
   * Adds a frame. Resolves once it is buffered, and what had to make room for it is durable.
   * Raises `recording_unavailable` for a frame that is longer than a segment; those of `bodyFrames` never are.
   */
  add(frame: Frame): Promise<void> {
    return this.#next(() => this.#add(frame));
  }

  /** Makes a segment of what is buffered. Resolves once it is durable. */
  flush(): Promise<void> {
    return this.#next(async () => {
      if (this.#buffered > 0) await this.#write(false);
    });
  }

  /** Writes the last segment, and tells what the recording is. Nothing can be added after it. */
  end(frame: EndFrame): Promise<RecordingDigest> {
    return this.#next(async () => {
      await this.#add(frame);
      this.#ended = true;
      await this.#write(true);
      return recordingDigestOf(this.#digested);
    });
  }

  #next<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#tail.then(step);
    this.#tail = done;
    return done;
  }

  async #add(frame: Frame): Promise<void> {
    if (this.#ended) throw new SallyportError('internal');
    const line = utf8(`${JSON.stringify(frame)}\n`);
    if (line.length > LINES_BYTES) throw new SallyportError('recording_unavailable');
    if (this.#buffered + line.length > LINES_BYTES) await this.#write(false);
    this.#lines.push(line);
    this.#buffered += line.length;
  }

  async #write(last: boolean): Promise<void> {
    const segment = await this.#cipher.seal(joinBytes(this.#lines), { index: this.#digested.segments, last });
    const digested = await digestNext(this.#digested, segment.jwe, this.#digesting);
    await this.#sink.write(segment, digested);
    this.#digested = digested;
    this.#lines = [];
    this.#buffered = 0;
  }
}
