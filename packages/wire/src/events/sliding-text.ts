import type { TextEdit } from './event-stream.ts';
import { isSpace, SENTENCE_REACH, sentenceEnd } from './sentence-end.ts';

/** How much of a text is waited for, in UTF-16 code units. */
export interface LookAhead {
  /** What stands so far before the end of what is known, or farther, can be decided. */
  readonly ahead: number;
  /** The most that is held undecided. More than `ahead`. */
  readonly hold: number;
}

/** How much decided text a window shows before what it asks about. */
export const CONTEXT = 256;

/** Decided text is let go of when there is so much of it beyond what is looked at. */
const SLACK = 1024;

/** A stretch of a text to judge. What stands before `from` is decided. */
export interface Window {
  readonly text: string;
  readonly from: number;
  readonly last: boolean;
}

type Reason = 'sentence' | 'full' | 'ended';

/**
 * A text that comes in pieces and is decided piece by piece: up to each sentence's end, and when more than `hold` is undecided.
 * What is asked, in which order, depends on the text alone, never on its pieces: where many come at once, every step is gone
 * through. White space before a text passes. Offsets count from the text's start. An identifier of up to `ahead` code units is decided whole, unless a sentence
 * ends in it. Holds a bounded part of the text, and takes linear time.
 */
export class SlidingText {
  readonly #ahead: number;
  readonly #hold: number;
  #buffer: string;
  /** The offset of the buffer's start. */
  #base: number;
  #decided = 0;
  /** Up to here sentence ends were looked for. */
  #searched = 0;
  #ended = false;
  /** Whether nothing of the text was let go of. */
  #isWhole = true;
  #asked: { readonly start: number; readonly end: number; readonly reason: Reason } | undefined;

  /** `before` is text that was decided before this one began, for its first window to be understood by. */
  constructor({ ahead, hold }: LookAhead, before = '') {
    this.#ahead = ahead;
    this.#hold = hold;
    this.#buffer = before;
    this.#base = -before.length;
  }

  /** How long the text is by now. */
  get length(): number {
    return this.#base + this.#buffer.length;
  }

  /** Up to where the text is decided. */
  get decided(): number {
    return this.#decided;
  }

  /** The text goes on. Pieces hold whole characters. */
  append(piece: string): void {
    if (piece === '') return;
    this.#ended = false;
    this.#buffer += piece;
  }

  /** No more is waited for, although more may come. */
  end(): void {
    this.#ended = true;
  }

  /** What is to be judged next, if anything is. Asked again only after `settle`. */
  ask(): Window | undefined {
    // White space before a text tells nothing
    while (this.#isSpace(this.#decided)) this.#decided += 1;
    const full = this.#wholeCharacters(this.#decided + this.#hold);
    const sentence = this.#nextSentence(Math.min(full, this.length));
    if (sentence !== undefined) return this.#window(sentence, 'sentence');
    if (this.length >= full) return this.#window(full, 'full');
    if (this.#ended && this.#decided < this.length) return this.#window(this.length, 'ended');
    return undefined;
  }

  /** Takes the edits of the window asked about, and gives those to make now with their place in the text. */
  settle(
    edits: readonly TextEdit[],
  ): readonly { readonly start: number; readonly end: number; readonly edit: TextEdit }[] {
    const asked = this.#asked;
    if (asked === undefined) return [];
    this.#asked = undefined;
    const placed = edits.map((edit) => ({ start: asked.start + edit.start, end: asked.start + edit.end, edit }));
    const made = placed.slice(0, this.#countMade(placed, asked));
    const last = made.at(-1)?.end ?? 0;
    const next = placed[made.length]?.start ?? asked.end;
    if (asked.reason === 'full') this.#decided = Math.max(this.#line(asked.end), last);
    else this.#decided = next;
    this.#letGo();
    return made;
  }

  #countMade(
    placed: readonly { readonly start: number; readonly end: number }[],
    asked: { readonly end: number; readonly reason: Reason },
  ): number {
    if (asked.reason === 'ended') return placed.length;
    if (asked.reason === 'full') {
      const line = this.#line(asked.end);
      const index = placed.findIndex(({ start }) => start >= line);
      return index < 0 ? placed.length : index;
    }
    // What touches the end may go on behind it
    const touching = placed.at(-1)?.end === asked.end;
    return touching ? placed.length - 1 : placed.length;
  }

  /** How far a text that is known up to `end` can be decided: a word's start where there is one, and farther than it was. */
  #line(end: number): number {
    const line = end - this.#ahead;
    for (let at = line; at > this.#decided; at--) if (this.#startsWord(at)) return at;
    return this.#wholeCharacters(line);
  }

  #nextSentence(limit: number): number | undefined {
    this.#searched = Math.max(this.#searched, this.#decided);
    while (this.#searched < limit) {
      const end = sentenceEnd(this.#buffer, this.#searched - this.#base);
      this.#searched += 1;
      if (end !== undefined) return this.#searched;
    }
    return undefined;
  }

  #window(end: number, reason: Reason): Window {
    const start = this.#contextStart();
    this.#asked = { start, end, reason };
    const text = this.#buffer.slice(start - this.#base, end - this.#base);
    return { text, from: this.#decided - start, last: reason === 'ended' };
  }

  /** Where the context begins: at a word's start, where one is near enough. */
  #contextStart(): number {
    const farthest = Math.max(this.#base, this.#decided - CONTEXT);
    if (farthest === this.#base && this.#isWhole) return farthest;
    for (let at = farthest; at < this.#decided; at++) if (this.#startsWord(at)) return at;
    return this.#wholeCharacters(farthest);
  }

  #startsWord(at: number): boolean {
    return this.#isSpace(at - 1);
  }

  #isSpace(at: number): boolean {
    const code = this.#buffer.charCodeAt(at - this.#base);
    return code === 0x0a || isSpace(code);
  }

  /** The offset, or the next where it stands within a surrogate pair. */
  #wholeCharacters(at: number): number {
    const code = this.#buffer.charCodeAt(at - this.#base);
    return code >= 0xdc00 && code < 0xe000 ? at + 1 : at;
  }

  #letGo(): void {
    const keep = CONTEXT + SENTENCE_REACH;
    const spare = this.#decided - this.#base - keep;
    if (spare < SLACK) return;
    this.#isWhole = false;
    this.#buffer = this.#buffer.slice(spare);
    this.#base += spare;
  }
}
