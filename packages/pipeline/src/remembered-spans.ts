import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { Span } from '@sallyport/core';
import type { DetectorInput } from './ports.ts';

/** Code units from which a text is remembered: to look at a shorter one takes little longer than to digest it. */
const REMEMBERED_LENGTH = 512;

/** How many texts are remembered, and how many spans of all of them: about ten megabytes. */
const MOST_TEXTS = 4_096;
const MOST_SPANS = 65_536;

/** The spans of the texts that were looked at last. A text is known by a digest under a key of this process, which nobody can guess it by. */
export class RememberedSpans {
  readonly #key = createSecretKey(randomBytes(32));
  /** The oldest first. */
  readonly #spans = new Map<string, readonly Span[]>();
  #count = 0;

  /** What a text is known by; `undefined` for one that is not remembered: a short one, or none of prose. */
  keyOf({ text, field, structure }: DetectorInput): string | undefined {
    if (text.length < REMEMBERED_LENGTH || structure === true) return undefined;
    // A lone surrogate has no UTF-8 of its own. How long the name is tells where it ends.
    return createHmac('sha256', this.#key)
      .update(`${field?.length}:${field}`, 'utf16le')
      .update(text, 'utf16le')
      .digest('base64');
  }

  /** The spans of a text that is remembered; it is then the last that was needed. */
  get(key: string): readonly Span[] | undefined {
    const spans = this.#spans.get(key);
    if (spans !== undefined) {
      this.#spans.delete(key);
      this.#spans.set(key, spans);
    }
    return spans;
  }

  /** Remembers the spans of a text, and forgets the texts needed longest ago where there are too many. */
  set(key: string, spans: readonly Span[]): void {
    this.#forget(key);
    this.#spans.set(key, spans);
    this.#count += spans.length;
    for (const oldest of this.#spans.keys()) {
      if (this.#spans.size <= MOST_TEXTS && this.#count <= MOST_SPANS) return;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#count -= this.#spans.get(key)?.length ?? 0;
    this.#spans.delete(key);
  }
}
