import type { TextLeaf } from '../text-document.ts';
import type { TextEdit } from './event-stream.ts';
import type { Question } from './question.ts';
import { applyEdits } from './text-edits.ts';
import type { ChannelEdit } from './text-run.ts';

/** A whole number of a channel's JSON. */
interface NumberOptions {
  readonly text: string;
  readonly start: number;
  readonly leaf: () => Omit<TextLeaf, 'text'>;
  readonly made: (edit: ChannelEdit) => void;
}

/** A number that may be an identifier, and becomes a string when anything in it is replaced. */
export class NumberRun {
  readonly #options: NumberOptions;
  #isDone = false;

  constructor(options: NumberOptions) {
    this.#options = options;
  }

  get decided(): number {
    return this.#isDone ? this.#options.start + this.#options.text.length : this.#options.start;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  ask(): Question {
    const { text, leaf } = this.#options;
    return { window: { ...leaf(), text, from: 0, last: true }, settle: (edits) => this.#settle(edits) };
  }

  #settle(edits: readonly TextEdit[]): readonly TextEdit[] {
    this.#isDone = true;
    const { text, start, made } = this.#options;
    if (edits.length > 0) made({ start, end: start + text.length, text: JSON.stringify(applyEdits(text, edits)) });
    return edits;
  }
}
