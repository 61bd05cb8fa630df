/** What a `JsonLexer` tells of a text, in order. Offsets count from the text's start. */
export interface JsonLexerSink {
  /** A string begins behind the quote before `at`. `field` is the nearest key outside; `key`, whether the string is one itself. */
  openString(at: number, place: { readonly field: string | undefined; readonly key: boolean }): void;
  /** The string goes on: what `raw` spells, from `start` to `end`. */
  addText(text: string, place: { readonly start: number; readonly end: number }): void;
  closeString(): void;
  /** A whole number. */
  addNumber(text: string, place: { readonly start: number; readonly field: string | undefined }): void;
  /** From `at` on the text is no JSON. */
  breakOff(at: number, rest: string): void;
}

interface Frame {
  readonly isObject: boolean;
  /** The nearest key outside. */
  readonly outer: string | undefined;
  key: string | undefined;
}

type Expected = 'value' | 'first item' | 'first key' | 'key' | 'colon' | 'next' | 'nothing';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** What may yet become a number. */
const NUMBER_START = /^-?(?:0|[1-9]\d*)?(?:\.\d*)?(?:[eE][+-]?\d*)?$/;
const NUMBER_PART = /^[-+0-9.eE]$/;
const ESCAPE = /^\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})$/;
const ESCAPE_PART = /^\\(?:u[0-9A-Fa-f]{0,3})?$/;
const LITERALS = ['true', 'false', 'null'] as const;

/** Longer keys name no field. */
const LONGEST_KEY = 128;

/** As many as a body may have. */
const MAX_DEPTH = 64;

/** Reads JSON text (RFC 8259) that comes in pieces, unit by unit, in linear time. After `breakOff` it takes no more. */
export class JsonLexer {
  readonly #sink: JsonLexerSink;
  readonly #frames: Frame[] = [];
  #expected: Expected = 'value';
  /** The offset of the piece being read. */
  #offset = 0;
  #safe = 0;
  /** The number, literal or escape being read. */
  #token: 'number' | 'literal' | 'escape' | undefined;
  #tokenText = '';
  /** The escape of a high surrogate, which waits for its other half. */
  #high = '';
  #string: 'key' | 'value' | undefined;
  #keyText = '';
  #isBroken = false;

  constructor(sink: JsonLexerSink) {
    this.#sink = sink;
  }

  /** Up to here the text was read; a number, literal or escape that may go on stands behind it. */
  get safe(): number {
    return this.#safe;
  }

  /** Reads the next piece. */
  read(piece: string): void {
    let at = 0;
    while (at < piece.length && !this.#isBroken) {
      at = this.#string !== undefined && this.#token === undefined ? this.#inString(piece, at) : this.#unit(piece, at);
    }
    this.#offset += piece.length;
  }

  /** The text ends here. More of it would be no JSON, unless it stands within a string. */
  finish(): void {
    if (this.#isBroken || (this.#token === undefined && this.#high === '')) return;
    if (this.#token === 'number' && NUMBER.test(this.#tokenText)) this.#endNumber();
    this.#break('');
  }

  /** The stretch up to the next quote, escape or control character. */
  #inString(piece: string, start: number): number {
    let end = start;
    let code = piece.charCodeAt(end);
    if (this.#high !== '' && code !== 0x5c) this.#endHigh();
    while (end < piece.length && code !== 0x22 && code !== 0x5c && code >= 0x20) code = piece.charCodeAt(++end);
    if (end > start) this.#text(piece.slice(start, end), this.#offset + start, this.#offset + end);
    if (end === piece.length) return end;
    if (code === 0x22) {
      this.#closeString();
      this.#safe = this.#offset + end + 1;
    } else if (code === 0x5c) this.#begin('escape', '\\');
    else this.#break(piece.slice(end));
    return end + 1;
  }

  /** One unit outside strings, or of an escape. Gives the offset of the next. */
  #unit(piece: string, at: number): number {
    const char = piece.charAt(at);
    if (this.#token === 'escape') {
      this.#escape(char, () => piece.slice(at + 1));
      return at + 1;
    }
    if (this.#token === 'number') return this.#number(char, piece, at);
    if (this.#token === 'literal') {
      this.#literal(char, () => piece.slice(at + 1));
      return at + 1;
    }
    if (this.#structural(char, this.#offset + at)) {
      if (this.#token === undefined) this.#safe = this.#offset + at + 1;
    } else this.#break(piece.slice(at));
    return at + 1;
  }

  #number(char: string, piece: string, at: number): number {
    const { length } = this.#tokenText;
    const isPart = NUMBER_PART.test(char);
    // Looked at again whenever it is twice as long, which keeps the whole linear
    const isDue = !isPart || (length >= 64 && (length & (length - 1)) === 0);
    if (isDue && !(isPart ? NUMBER_START : NUMBER).test(this.#tokenText)) this.#break(piece.slice(at));
    else if (isPart) this.#tokenText += char;
    else this.#endNumber();
    return isPart ? at + 1 : at;
  }

  #escape(char: string, rest: () => string): void {
    this.#tokenText += char;
    if (ESCAPE_PART.test(this.#tokenText)) return;
    if (ESCAPE.test(this.#tokenText)) this.#endEscape();
    else this.#break(rest());
  }

  #endEscape(): void {
    const unit = unescaped(this.#tokenText).charCodeAt(0);
    const isLow = unit >= 0xdc00 && unit < 0xe000;
    if (this.#high !== '' && !isLow) this.#endHigh();
    const spelled = this.#high + this.#tokenText;
    this.#token = undefined;
    this.#tokenText = '';
    this.#high = unit >= 0xd800 && unit < 0xdc00 ? spelled : '';
    if (this.#high === '') this.#text(unescaped(spelled), this.#safe, this.#safe + spelled.length);
  }

  /** A high surrogate whose other half did not come. */
  #endHigh(): void {
    const spelled = this.#high;
    this.#high = '';
    this.#text(unescaped(spelled), this.#safe, this.#safe + spelled.length);
  }

  #literal(char: string, rest: () => string): void {
    this.#tokenText += char;
    const literal = LITERALS.find((word) => word.startsWith(this.#tokenText));
    if (literal === undefined) this.#break(rest());
    else if (literal === this.#tokenText) this.#endToken();
  }

  /** Takes a unit where no token is open, and tells whether it may stand there. */
  #structural(char: string, at: number): boolean {
    if (char === ' ' || char === '\n' || char === '\t' || char === '\r') return true;
    const expected = this.#expected;
    if (expected === 'nothing') return false;
    if (char === ']' || char === '}') return this.#close(char);
    if (expected === 'next') return this.#comma(char);
    if (expected === 'colon') {
      this.#expected = 'value';
      return char === ':';
    }
    if (char === '"') return this.#openString(at + 1);
    return expected === 'value' || expected === 'first item' ? this.#beginValue(char) : false;
  }

  #beginValue(char: string): boolean {
    if (char === '{' || char === '[') return this.#open(char === '{');
    if (char === '-' || (char >= '0' && char <= '9')) return this.#begin('number', char);
    return char === 't' || char === 'f' || char === 'n' ? this.#begin('literal', char) : false;
  }

  #begin(token: 'number' | 'literal' | 'escape', text: string): true {
    this.#token = token;
    this.#tokenText = text;
    return true;
  }

  #open(isObject: boolean): boolean {
    if (this.#frames.length >= MAX_DEPTH) return false;
    const outer = this.#field;
    this.#frames.push({ isObject, outer, key: undefined });
    this.#expected = isObject ? 'first key' : 'first item';
    return true;
  }

  #close(char: string): boolean {
    const frame = this.#frames.at(-1);
    const empty = frame?.isObject ? 'first key' : 'first item';
    if (frame === undefined || frame.isObject !== (char === '}')) return false;
    if (this.#expected !== 'next' && this.#expected !== empty) return false;
    this.#frames.pop();
    this.#afterValue();
    return true;
  }

  #comma(char: string): boolean {
    this.#expected = this.#frames.at(-1)?.isObject ? 'key' : 'value';
    return char === ',';
  }

  #openString(at: number): true {
    const isKey = this.#expected === 'key' || this.#expected === 'first key';
    this.#string = isKey ? 'key' : 'value';
    this.#keyText = '';
    this.#sink.openString(at, { field: isKey ? this.#frames.at(-1)?.outer : this.#field, key: isKey });
    return true;
  }

  #text(text: string, start: number, end: number): void {
    if (this.#string === 'key' && this.#keyText.length <= LONGEST_KEY) this.#keyText += text;
    this.#sink.addText(text, { start, end });
    this.#safe = end;
  }

  #closeString(): void {
    const frame = this.#frames.at(-1);
    const isKey = this.#string === 'key';
    this.#string = undefined;
    this.#sink.closeString();
    if (isKey) this.#expected = 'colon';
    else this.#afterValue();
    if (isKey && frame !== undefined) frame.key = this.#keyText.length <= LONGEST_KEY ? this.#keyText : undefined;
  }

  #endNumber(): void {
    this.#sink.addNumber(this.#tokenText, { start: this.#safe, field: this.#field });
    this.#endToken();
  }

  #endToken(): void {
    this.#safe += this.#tokenText.length;
    this.#token = undefined;
    this.#tokenText = '';
    this.#afterValue();
  }

  #afterValue(): void {
    this.#expected = this.#frames.length === 0 ? 'nothing' : 'next';
  }

  get #field(): string | undefined {
    const frame = this.#frames.at(-1);
    return frame?.isObject ? frame.key : frame?.outer;
  }

  #break(rest: string): void {
    this.#isBroken = true;
    const token = this.#high + (this.#token === undefined ? '' : this.#tokenText);
    this.#token = undefined;
    this.#high = '';
    if (this.#string !== undefined) this.#sink.closeString();
    this.#string = undefined;
    this.#sink.breakOff(this.#safe, token + rest);
  }
}

function unescaped(spelled: string): string {
  return JSON.parse(`"${spelled}"`) as string;
}
