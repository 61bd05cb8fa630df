import type { TextLeaf } from '../text-document.ts';
import { JsonLexer } from './json-lexer.ts';
import { NumberRun } from './number-run.ts';
import type { Question } from './question.ts';
import { CONTEXT, type LookAhead } from './sliding-text.ts';
import { type ChannelEdit, TextRun } from './text-run.ts';

/** A number of fewer digits is no record, phone, account or social security number. */
const MIN_DIGITS = 4;

/** How to read the text of a channel. */
export interface ChannelTextOptions {
  /** `text` is read as JSON where it begins as an array or object does. */
  readonly kind: 'text' | 'json';
  readonly lookAhead: LookAhead;
  /** The leaf of its strings under the nearest key, or of the text as a whole. */
  readonly leaf: (field: string | undefined) => Omit<TextLeaf, 'text'>;
}

/**
 * The text of a channel: as one text, or as JSON, whose strings, keys and long numbers are texts of their own and all else passes.
 * What ceases to be JSON is text from there on. Offsets count from the channel's start.
 */
export class ChannelText {
  readonly #options: ChannelTextOptions;
  readonly #lexer: JsonLexer;
  /** What is not decided, in order; the last may go on. */
  #runs: (TextRun | NumberRun)[] = [];
  /** The string that is open, or the text. */
  #open: TextRun | undefined;
  #mode: 'begin' | 'json' | 'text';
  #length = 0;
  /** The end of the text before the piece being read, and that piece, while it is JSON. */
  #tail = '';
  #edits: ChannelEdit[] = [];

  constructor(options: ChannelTextOptions) {
    this.#options = options;
    this.#mode = options.kind === 'json' ? 'json' : 'begin';
    this.#lexer = new JsonLexer({
      openString: (at, field) => this.#openRun(at, { field, spell: spellInJson }),
      addText: (text, { end }) => this.#open?.add(text, end),
      closeString: () => this.#closeString(),
      addNumber: (text, { start, field }) => this.#addNumber(text, { start, field }),
      breakOff: (at, rest) => this.#becomeText(at, rest),
    });
  }

  get length(): number {
    return this.#length;
  }

  /** Up to where the text is decided. */
  get decided(): number {
    const first = this.#runs[0];
    if (first !== undefined) return first.decided;
    return this.#mode === 'text' ? this.#length : this.#lexer.safe;
  }

  append(piece: string): void {
    this.#length += piece.length;
    if (this.#mode === 'text') {
      this.#open?.add(piece);
      return;
    }
    this.#tail = this.#tail.slice(-CONTEXT) + piece;
    const first = this.#mode === 'begin' ? piece.search(/[^ \t\r\n]/) : -1;
    if (first >= 0) this.#mode = 'json';
    const isText = first >= 0 && piece.charAt(first) !== '{' && piece.charAt(first) !== '[';
    if (isText) this.#becomeText(this.#length - piece.length + first, piece.slice(first));
    else this.#lexer.read(piece);
  }

  /** Waits for no more. What is `final` is whole; otherwise a number that may go on is still waited for. */
  end(final: boolean): void {
    if (final && this.#mode !== 'text') this.#lexer.finish();
    this.#open?.end();
  }

  /** What is to be judged now. */
  ask(): readonly Question[] {
    const asked: Question[] = [];
    this.#runs = this.#runs.filter((run) => {
      const question = run.isDone ? undefined : run.ask();
      if (question !== undefined) asked.push(question);
      return !run.isDone;
    });
    return asked;
  }

  /** The edits made in what is decided, in order, once each. */
  takeEdits(): readonly ChannelEdit[] {
    if (this.#edits.length === 0) return [];
    const { decided } = this;
    // Strings are decided in any order
    const edits = this.#edits.sort((a, b) => a.start - b.start);
    const later = edits.findIndex(({ end }) => end > decided);
    this.#edits = later < 0 ? [] : edits.splice(later);
    return edits;
  }

  #openRun(
    start: number,
    how: { readonly field: string | undefined; readonly spell: (text: string) => string; readonly before?: string },
  ): void {
    const { lookAhead, leaf } = this.#options;
    const { field, ...rest } = how;
    const made = (edit: ChannelEdit) => this.#edits.push(edit);
    this.#open = new TextRun({ start, lookAhead, leaf: () => leaf(field), made, ...rest });
    this.#runs.push(this.#open);
  }

  #closeString(): void {
    this.#open?.close();
    this.#open = undefined;
  }

  #addNumber(text: string, { start, field }: { readonly start: number; readonly field: string | undefined }): void {
    if (text.length < MIN_DIGITS || text.replace(/\D+/g, '').length < MIN_DIGITS) return;
    const { leaf } = this.#options;
    this.#runs.push(new NumberRun({ text, start, leaf: () => leaf(field), made: (edit) => this.#edits.push(edit) }));
  }

  #becomeText(at: number, rest: string): void {
    const known = this.#length - this.#tail.length;
    const before = this.#tail.slice(0, Math.max(0, at - known)).slice(-CONTEXT);
    this.#mode = 'text';
    this.#tail = '';
    this.#openRun(at, { field: undefined, spell: (text) => text, before });
    this.#open?.add(rest);
  }
}

/** As it is spelled between the quotes of a JSON string, RFC 8259 §7. */
function spellInJson(text: string): string {
  return JSON.stringify(text.toWellFormed()).slice(1, -1);
}
