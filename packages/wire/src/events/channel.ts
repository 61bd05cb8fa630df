import { ChannelText, type ChannelTextOptions } from './channel-text.ts';
import type { HeldEvent } from './held-event.ts';
import type { PartLevels } from './part-levels.ts';
import type { Question } from './question.ts';
import type { ChannelEdit } from './text-run.ts';

/** A piece of a channel's text, and the event it came in. */
interface Piece {
  readonly start: number;
  readonly text: string;
  readonly leaf: number;
  readonly event: HeldEvent;
}

/** What a channel is. */
export interface ChannelOptions extends ChannelTextOptions {
  /** The event's name and the keys that lead to the pieces. */
  readonly path: string;
  readonly levels: PartLevels;
}

/** One text that comes in pieces, each in an event that waits until its piece is decided. */
export class Channel {
  readonly path: string;
  readonly levels: PartLevels;
  readonly #hold: number;
  readonly #text: ChannelText;
  #raw = '';
  #rewritten = '';
  /** The pieces that are not decided, from `#first` on. */
  #pieces: Piece[] = [];
  #first = 0;
  #edits: ChannelEdit[] = [];
  /** Up to where edits have taken the text's place. */
  #covered = 0;
  /** Whether it is at its end, as far as is known. */
  #isEnded = false;
  /** Whether it was taken to be at its end, by its own end or another text. */
  #wasOver = false;
  #goesOn = false;
  #overtaken = 0;

  constructor({ path, levels, ...options }: ChannelOptions) {
    this.path = path;
    this.levels = levels;
    this.#hold = options.lookAhead.hold;
    this.#text = new ChannelText(options);
  }

  /** How long the text is by now. */
  get length(): number {
    return this.#raw.length;
  }

  /** Whether all that came is decided. */
  get isDecided(): boolean {
    return this.#first === this.#pieces.length;
  }

  /** Whether this is the whole text, and its end is known or all of it decided. */
  isWhole(text: string): boolean {
    return (this.#isEnded || this.isDecided) && text === this.#raw;
  }

  /** What has been decided, rewritten. */
  get rewritten(): string {
    return this.#rewritten;
  }

  /** The text goes on. Pieces are not empty. */
  add(text: string, place: { readonly leaf: number; readonly event: HeldEvent }): void {
    this.#pieces.push({ start: this.#raw.length, text, ...place });
    this.#raw += text;
    this.#text.append(text);
    this.#goesOn ||= this.#wasOver;
    this.#wasOver = false;
    this.#isEnded = false;
    this.#overtaken = 0;
    place.event.wait();
  }

  /** Waits for no more, although more may come. */
  end(): void {
    this.#isEnded = true;
    this.#wasOver = true;
    this.#text.end(true);
  }

  /**
   * So much of a text beside this one came: it is most likely at its end, and what is undecided holds the other back. One that
   * went on after all is waited for as long as for itself.
   */
  overtake(length: number): void {
    this.#overtaken += length;
    if (this.#goesOn && this.#overtaken <= this.#hold) return;
    this.#wasOver = true;
    this.#text.end(false);
  }

  /** What is to be judged now. */
  ask(): readonly Question[] {
    return this.#text.ask();
  }

  /** Tells events of their pieces that are decided. Called when nothing is left to ask. */
  release(): void {
    const { decided } = this.#text;
    this.#edits.push(...this.#text.takeEdits());
    for (let piece = this.#pieces[this.#first]; piece !== undefined; piece = this.#pieces[this.#first]) {
      if (piece.start + piece.text.length > decided) break;
      const text = this.#rewrite(piece);
      this.#rewritten += text;
      piece.event.decide(piece.leaf, text === piece.text ? undefined : text);
      this.#first += 1;
    }
    if (this.#first < this.#pieces.length && this.#first < this.#pieces.length / 2) return;
    this.#pieces = this.#pieces.slice(this.#first);
    this.#first = 0;
  }

  #rewrite({ start, text }: Piece): string {
    const end = start + text.length;
    let written = '';
    let used = 0;
    for (const edit of this.#edits) {
      if (edit.start >= end) break;
      written += text.slice(Math.max(0, this.#covered - start), edit.start - start) + edit.text;
      this.#covered = edit.end;
      used += 1;
    }
    if (used > 0) this.#edits = this.#edits.slice(used);
    return written + text.slice(Math.max(0, this.#covered - start));
  }
}
