import { joinBytes, SallyportError, utf8 } from '@sallyport/core';

const CR = 0x0d;
const LINE_END = utf8('\r\n');
const HEADER_END = utf8('\r\n\r\n');
const CLOSE = utf8('--');

/** The most bytes of one part's headers. */
const MAX_HEADER_BYTES = 8_192;

/** What a scanner calls for each piece of a form, in order. Joined, with nothing between, the pieces are the form. */
export interface FormSink {
  /** Bytes between parts. */
  frame(bytes: Uint8Array): void;
  /** A part begins: its headers, the empty line after them included. */
  part(headers: Uint8Array): void;
  /** The next bytes of the part's body. */
  body(bytes: Uint8Array): void;
  /** The part's body ends. */
  partEnd(): void;
}

/** What comes next. */
type Step = 'opening' | 'delimited' | 'headers' | 'body' | 'closed';

/**
 * Takes a form (RFC 2046 §5.1.1, RFC 7578) apart, in linear time and holding no more than a part's headers. Stricter than
 * they are: nothing before the first boundary or behind the last but a line end, and no white space behind a boundary.
 * Throws `form_invalid`.
 */
export class FormScanner {
  readonly #sink: FormSink;
  /** What stands before a part other than the first, and behind each. */
  readonly #delimiter: Uint8Array;
  #held: Uint8Array = new Uint8Array();
  #step: Step = 'opening';

  constructor(boundary: string, sink: FormSink) {
    this.#sink = sink;
    this.#delimiter = utf8(`\r\n--${boundary}`);
  }

  /** Scans on. */
  scan(chunk: Uint8Array): void {
    this.#held = joinBytes([this.#held, chunk]);
    while (this.#take());
  }

  /** Told once that all has come. */
  end(): void {
    const rest = this.#held;
    if (this.#step !== 'closed' || !(rest.length === 0 || startsWith(rest, LINE_END))) throw invalid();
    if (rest.length > 0) this.#sink.frame(rest);
  }

  /** Takes one piece off what is held; gives whether there was one. */
  #take(): boolean {
    if (this.#step === 'opening') return this.#opening();
    if (this.#step === 'delimited') return this.#delimited();
    if (this.#step === 'headers') return this.#headers();
    if (this.#step === 'body') return this.#body();
    if (this.#held.length > LINE_END.length) throw invalid();
    return false;
  }

  #opening(): boolean {
    const opening = this.#delimiter.subarray(LINE_END.length);
    if (this.#held.length < opening.length) return false;
    if (!startsWith(this.#held, opening)) throw invalid();
    this.#sink.frame(this.#shift(opening.length));
    this.#step = 'delimited';
    return true;
  }

  #delimited(): boolean {
    if (this.#held.length < LINE_END.length) return false;
    if (startsWith(this.#held, LINE_END)) this.#step = 'headers';
    else if (startsWith(this.#held, CLOSE)) this.#step = 'closed';
    else throw invalid();
    this.#sink.frame(this.#shift(LINE_END.length));
    return true;
  }

  #headers(): boolean {
    const end = find(this.#held, HEADER_END);
    if (end > MAX_HEADER_BYTES || (end < 0 && this.#held.length > MAX_HEADER_BYTES)) throw invalid();
    if (end < 0) return false;
    this.#sink.part(this.#shift(end + HEADER_END.length));
    this.#step = 'body';
    return true;
  }

  #body(): boolean {
    const end = find(this.#held, this.#delimiter);
    const sure = end < 0 ? tailStart(this.#held, this.#delimiter) : end;
    if (sure > 0) this.#sink.body(this.#shift(sure));
    if (end < 0) return false;
    this.#sink.partEnd();
    this.#sink.frame(this.#shift(this.#delimiter.length));
    this.#step = 'delimited';
    return true;
  }

  #shift(length: number): Uint8Array {
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return taken;
  }
}

/** Where a pattern that begins with a CR first stands, or -1. */
function find(bytes: Uint8Array, pattern: Uint8Array): number {
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) {
    if (startsWith(bytes.subarray(at, at + pattern.length), pattern)) return at;
  }
  return -1;
}

/** Where bytes that may be the beginning of a pattern start, at the end of what came by now. */
function tailStart(bytes: Uint8Array, pattern: Uint8Array): number {
  const from = Math.max(bytes.length - pattern.length + 1, 0);
  for (let at = bytes.indexOf(CR, from); at >= 0; at = bytes.indexOf(CR, at + 1)) {
    if (startsWith(pattern, bytes.subarray(at))) return at;
  }
  return bytes.length;
}

function startsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  return bytes.length >= beginning.length && beginning.every((byte, index) => bytes[index] === byte);
}

function invalid(): SallyportError {
  return new SallyportError('form_invalid');
}
