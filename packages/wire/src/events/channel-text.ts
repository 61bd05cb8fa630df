import type { TextLeaf } from '../text-document.ts';
import { JsonLexer } from './json-lexer.ts';
import { NumberRun } from './number-run.ts';
import type { Question } from './question.ts';
import { CONTEXT, type LookAhead } from './sliding-text.ts';
import { type ChannelEdit, type RunOptions, TextRun } from './text-run.ts';

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

/** What the text is: white space so far, what looks like JSON so far, JSON, or text. */
type Mode = 'blank' | 'begin' | 'json' | 'text';

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
  #mode: Mode;
  #length = 0;
  /** While it is not text: the end of what came before the piece being read, and that piece. */
  #tail = '';
  /** Where the tail begins. */
  #tailStart = 0;
  #edits: ChannelEdit[] = [];

  constructor(options: ChannelTextOptions) {
    this.#options = options;
    this.#mode = options.kind === 'json' ? 'json' : 'blank';
    this.#lexer = new JsonLexer({
      openString: (at, place) => {
        this.#mode = 'json';
        this.#openRun(at, { ...place, spell: spellInJson });
      },
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
    if (this.#mode === 'begin') return this.#tailStart;
    const first = this.#runs[0];
    if (first !== undefined) return first.decided;
    return this.#mode === 'text' || this.#mode === 'blank' ? this.#length : this.#lexer.safe;
  }

  append(piece: string): void {
    this.#length += piece.length;
    let rest = piece;
    if (this.#mode === 'blank') rest = this.#skipBlank(rest);
    if (this.#mode === 'begin') rest = this.#readBegin(rest);
    if (rest === '') return;
    if (this.#mode === 'text') this.#open?.add(rest);
    else this.#readJson(rest);
  }

  /** Waits for no more. What is `final` is whole; otherwise a number that may go on is still waited for. */
  end(final: boolean): void {
    if (this.#mode === 'begin') this.#mode = 'json';
    if (final && this.#mode !== 'text') this.#lexer.finish();
    this.#open?.end();
  }

  /** What is to be judged now. */
  ask(): readonly Question[] {
    if (this.#mode === 'begin') return [];
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

  /** Gives what comes behind the white space, once it is known what that may be. */
  #skipBlank(piece: string): string {
    const first = piece.search(/[^ \t\r\n]/);
    this.#lexer.read(first < 0 ? piece : piece.slice(0, first));
    if (first < 0) return '';
    this.#tailStart = this.#length - piece.length + first;
    const opener = piece.charAt(first);
    this.#mode = opener === '{' || opener === '[' ? 'begin' : 'text';
    if (this.#mode === 'text') this.#openText(this.#tailStart, '');
    return piece.slice(first);
  }

  /**
   * What begins as JSON may yet be none: `[1] says`, or a placeholder in brackets. Nothing of it is decided before its first
   * string, or for as long as other text is held. Gives what of the piece comes behind.
   */
  #readBegin(piece: string): string {
    const { hold } = this.#options.lookAhead;
    const head = piece.slice(0, hold - this.#tail.length);
    this.#tail += head;
    this.#lexer.read(head);
    if (this.#mode === 'begin' && this.#tail.length >= hold) this.#mode = 'json';
    return piece.slice(head.length);
  }

  #readJson(piece: string): void {
    this.#tail = this.#tail.slice(-CONTEXT) + piece;
    this.#tailStart = this.#length - this.#tail.length;
    this.#lexer.read(piece);
  }

  #openRun(
    start: number,
    how: Pick<RunOptions, 'spell' | 'before'> & { readonly field: string | undefined; readonly key?: boolean },
  ): void {
    const { lookAhead, leaf } = this.#options;
    const { field, key = false, ...rest } = how;
    const made = (edit: ChannelEdit) => this.#edits.push(edit);
    const ofRun = () => (key ? { ...leaf(field), key: true as const } : leaf(field));
    this.#open = new TextRun({ start, lookAhead, leaf: ofRun, made, ...rest });
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
    const hasBegun = this.#mode !== 'begin';
    const before = hasBegun ? this.#tail.slice(0, Math.max(0, at - this.#tailStart)).slice(-CONTEXT) : '';
    const text = hasBegun ? rest : this.#tail;
    if (!hasBegun) this.#runs = [];
    this.#mode = 'text';
    this.#tail = '';
    this.#openText(hasBegun ? at : this.#tailStart, before);
    this.#open?.add(text);
  }

  #openText(start: number, before: string): void {
    this.#openRun(start, { field: undefined, spell: (text) => text, before });
  }
}

/** As it is spelled between the quotes of a JSON string, RFC 8259 §7. */
function spellInJson(text: string): string {
  return JSON.stringify(text.toWellFormed()).slice(1, -1);
}
