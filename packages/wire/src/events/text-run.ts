import type { TextLeaf } from '../text-document.ts';
import type { TextEdit } from './event-stream.ts';
import type { Question } from './question.ts';
import { type LookAhead, SlidingText } from './sliding-text.ts';

/** What to write over a stretch of a channel's text. */
export interface ChannelEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where a stretch of text begins in its channel, and how it is read. */
export interface RunOptions {
  readonly start: number;
  readonly lookAhead: LookAhead;
  /** Decided text before it, to be understood by. */
  readonly before?: string;
  /** How a replacement is spelled in the channel. */
  readonly spell: (text: string) => string;
  readonly leaf: () => Omit<TextLeaf, 'text'>;
  readonly made: (edit: ChannelEdit) => void;
}

/** A stretch of a channel that is judged as a text of its own: all of it, or one string of JSON, told by what it spells. */
export class TextRun {
  readonly #options: RunOptions;
  readonly #text: SlidingText;
  /** From which offset of the text on each unit stands for one of the channel, from `raw` on. */
  readonly #marks: { readonly at: number; readonly raw: number }[];
  #firstMark = 0;
  #isClosed = false;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#text = new SlidingText(options.lookAhead, options.before);
    this.#marks = [{ at: 0, raw: options.start }];
  }

  /** Up to where the channel is decided. */
  get decided(): number {
    return this.#raw(this.#text.decided);
  }

  /** Whether all of it is decided and no more comes. */
  get isDone(): boolean {
    return this.#isClosed && this.#text.decided === this.#text.length;
  }

  /** The run goes on. `end` is the channel's offset behind what spells the text, where that has another length. */
  add(text: string, end?: number): void {
    this.#text.append(text);
    if (end !== undefined && end !== this.#raw(this.#text.length))
      this.#marks.push({ at: this.#text.length, raw: end });
  }

  /** Waits for no more, although more may come. */
  end(): void {
    this.#text.end();
  }

  /** Nothing more comes. */
  close(): void {
    this.#isClosed = true;
    this.#text.end();
  }

  ask(): Question | undefined {
    const window = this.#text.ask();
    if (window === undefined) return undefined;
    return { window: { ...this.#options.leaf(), ...window }, settle: (edits) => this.#settle(edits) };
  }

  #settle(edits: readonly TextEdit[]): readonly TextEdit[] {
    const placed = this.#text.settle(edits);
    for (const { start, end, edit } of placed) {
      this.#options.made({ start: this.#raw(start), end: this.#raw(end), text: this.#options.spell(edit.text) });
    }
    while ((this.#marks[this.#firstMark + 1]?.at ?? Number.POSITIVE_INFINITY) <= this.#text.decided)
      this.#firstMark += 1;
    return placed.map(({ edit }) => edit);
  }

  /** The channel's offset of one of the text that is not decided yet, or where the decided ends. */
  #raw(at: number): number {
    let low = this.#firstMark;
    let high = this.#marks.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#marks[middle]?.at ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const mark = this.#marks[low];
    return mark === undefined ? at : mark.raw + at - mark.at;
  }
}
