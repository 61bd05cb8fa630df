import { detach } from './detach.ts';
import type { JsonFault, JsonScalar, JsonSink } from './json-sink.ts';
import type { KeyMemory } from './key-memory.ts';
import { readJsonLiteral } from './read-json-literal.ts';
import { readJsonNumber } from './read-json-number.ts';
import { readJsonString } from './read-json-string.ts';

/** The longest escape of one UTF-16 code unit, RFC 8259 §7: `\u0041`. */
const LONGEST_ESCAPE = 6;

/** How to scan. */
export interface ScanOptions {
  readonly sink: JsonSink;
  /** How many arrays and objects may stand open at once. */
  readonly maxDepth: number;
  /** Given, a key that occurs twice in one object, after decoding, is a fault. */
  readonly keys?: KeyMemory;
  /** The longest string, key or number, decoded, in UTF-16 code units. A longer one is `body_too_large`. Default: any. */
  readonly maxTextLength?: number;
}

/** What the scanner may meet next. */
type Step = 'value' | 'first item' | 'first key' | 'colon' | 'next key' | 'after value' | 'done' | 'failed';

/**
 * Reads a text as strict JSON, RFC 8259, in linear time and without recursion, telling a sink of each part as it comes.
 * The text may come in pieces.
 */
export class JsonScanner {
  readonly #maxDepth: number;
  readonly #sink: JsonSink;
  readonly #keys: KeyMemory | undefined;
  readonly #maxTextLength: number;
  /** One entry for each open container: whether it is an object. */
  readonly #open: boolean[] = [];
  #source = '';
  #last = true;
  #at = 0;
  #step: Step = 'value';
  #fault: JsonFault | undefined;

  constructor(options: ScanOptions) {
    this.#sink = options.sink;
    this.#keys = options.keys;
    this.#maxDepth = options.maxDepth;
    this.#maxTextLength = options.maxTextLength ?? Number.POSITIVE_INFINITY;
  }

  /**
   * Scans on. A source that is not the `last` is scanned as far as its tokens are surely whole: what stands behind `at`
   * has to come again, with more behind it. Offsets are those of this source. Gives the first fault.
   */
  scan(source: string, last: boolean): JsonFault | undefined {
    this.#source = source;
    this.#last = last;
    this.#at = 0;
    let step = this.#step;
    while (step !== 'done' && step !== 'failed') {
      this.#skipSpace();
      const next = this.#take(step);
      if (next === 'cut') break;
      step = next;
    }
    this.#step = step;
    return this.#fault;
  }

  /** How far the source was read. */
  get at(): number {
    return this.#at;
  }

  /** How long the next source has to be, at least: twice what comes again, which keeps the whole linear, or all a token may have. */
  get wanted(): number {
    return Math.min(2 * (this.#source.length - this.#at), this.#maxTokenLength + 1);
  }

  get #maxTokenLength(): number {
    return LONGEST_ESCAPE * this.#maxTextLength + 2;
  }

  #take(step: Step): Step | 'cut' {
    if (step === 'after value') return this.#afterValue();
    if (step === 'first item') return this.#char() === ']' ? this.#close() : this.#value();
    if (step === 'first key') return this.#char() === '}' ? this.#close() : this.#key();
    if (step === 'value') return this.#value();
    return step === 'next key' ? this.#key() : this.#colon();
  }

  #value(): Step | 'cut' {
    const char = this.#char();
    if (char === '"') {
      const token = this.#string();
      if (typeof token === 'string') return token;
      this.#sink.scalar(token);
      return 'after value';
    }
    if (char === '{') return this.#openContainer('object');
    if (char === '[') return this.#openContainer('array');
    return this.#literal();
  }

  #openContainer(kind: 'object' | 'array'): Step {
    if (this.#open.length >= this.#maxDepth) return this.#fail('body_too_deep');
    this.#open.push(kind === 'object');
    if (kind === 'object') this.#keys?.open();
    this.#sink.open(kind, this.#at);
    this.#at += 1;
    return kind === 'object' ? 'first key' : 'first item';
  }

  #close(): Step {
    if (this.#open.pop()) this.#keys?.close();
    this.#at += 1;
    this.#sink.close(this.#at);
    return 'after value';
  }

  #afterValue(): Step | 'cut' {
    if (this.#open.length === 0) return this.#last && this.#at === this.#source.length ? 'done' : this.#missing();
    const inObject = this.#open.at(-1) === true;
    const char = this.#char();
    if (char === (inObject ? '}' : ']')) return this.#close();
    if (char !== ',') return this.#missing();
    this.#at += 1;
    return inObject ? 'next key' : 'value';
  }

  #key(): Step | 'cut' {
    if (this.#char() !== '"') return this.#missing();
    const read = this.#string();
    if (typeof read === 'string') return read;
    // Keys are remembered after their piece is gone
    const token = this.#last ? read : { ...read, text: detach(read.text) };
    const fault = this.#keys?.add(token.text);
    if (fault !== undefined) return this.#fail(fault);
    this.#sink.key(token);
    this.#skipSpace();
    return this.#char() === ':' ? this.#colon() : 'colon';
  }

  #colon(): Step | 'cut' {
    if (this.#char() !== ':') return this.#missing();
    this.#at += 1;
    return 'value';
  }

  #string(): JsonScalar | 'failed' | 'cut' {
    const start = this.#at;
    const read = readJsonString(this.#source, start);
    if (read === 'cut') return this.#cut();
    if (typeof read === 'string') return this.#fail(read);
    if (read.text.length > this.#maxTextLength) return this.#fail('body_too_large');
    this.#at = read.end;
    return { kind: 'string', text: read.text, start, end: read.end };
  }

  #literal(): Step | 'cut' {
    const start = this.#at;
    const word = readJsonLiteral(this.#source, start);
    if (word === 'cut') return this.#cut();
    const end = word === undefined ? readJsonNumber(this.#source, start) : start + word.length;
    if (end === undefined) return this.#fail('body_not_json');
    // A number may go on in the next piece
    if (end === 'cut' || (end === this.#source.length && !this.#last)) return this.#cut();
    if (end - start > this.#maxTextLength) return this.#fail('body_too_large');
    this.#at = end;
    this.#sink.scalar({ kind: word ?? 'number', text: this.#source.slice(start, end), start, end });
    return 'after value';
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#source.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at += 1;
    }
  }

  #char(): string {
    return this.#source.charAt(this.#at);
  }

  /** What must stand here does not, or not yet. */
  #missing(): 'failed' | 'cut' {
    return this.#at === this.#source.length ? this.#cut() : this.#fail('body_not_json');
  }

  /** The source ends before the token does. */
  #cut(): 'failed' | 'cut' {
    if (this.#last) return this.#fail('body_not_json');
    return this.#source.length - this.#at > this.#maxTokenLength ? this.#fail('body_too_large') : 'cut';
  }

  #fail(fault: JsonFault): 'failed' {
    this.#fault = fault;
    return 'failed';
  }
}
