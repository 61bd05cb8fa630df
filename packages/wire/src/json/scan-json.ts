import type { JsonFault, JsonScalar, JsonSink } from './json-sink.ts';
import { readJsonNumber } from './read-json-number.ts';
import { readJsonString } from './read-json-string.ts';

const LITERALS = ['true', 'false', 'null'] as const;

/** How to scan. */
export interface ScanOptions {
  readonly sink: JsonSink;
  /** How many arrays and objects may stand open at once. */
  readonly maxDepth: number;
  /** Whether a key that occurs twice in one object, after decoding, is a fault. */
  readonly uniqueKeys: boolean;
}

/**
 * Reads a text as strict JSON, RFC 8259, in one pass, in linear time and without recursion, telling `sink` of each
 * part as it comes. Gives the first fault, or `undefined` when the whole text is one JSON value. A sink may throw.
 */
export function scanJson(source: string, options: ScanOptions): JsonFault | undefined {
  return new JsonScanner(source, options).run();
}

/** What the scanner may meet next. */
type Step = 'value' | 'first item' | 'first key' | 'next key' | 'after value' | 'done' | 'failed';

class JsonScanner {
  readonly #source: string;
  readonly #options: ScanOptions;
  /** One entry for each open container: an object's keys so far, or `undefined` for an array. */
  readonly #open: (Set<string> | undefined)[] = [];
  #at = 0;
  #fault: JsonFault | undefined;

  constructor(source: string, options: ScanOptions) {
    this.#source = source;
    this.#options = options;
  }

  run(): JsonFault | undefined {
    let step: Step = 'value';
    while (step !== 'done' && step !== 'failed') {
      this.#skipSpace();
      step = this.#take(step);
    }
    return this.#fault;
  }

  #take(step: Step): Step {
    if (step === 'after value') return this.#afterValue();
    if (step === 'first item') return this.#char() === ']' ? this.#close() : this.#value();
    if (step === 'first key') return this.#char() === '}' ? this.#close() : this.#key();
    return step === 'next key' ? this.#key() : this.#value();
  }

  #value(): Step {
    const char = this.#char();
    if (char === '"') {
      const token = this.#string();
      if (token === undefined) return 'failed';
      this.#options.sink.scalar(token);
      return 'after value';
    }
    if (char === '{') return this.#openContainer('object');
    if (char === '[') return this.#openContainer('array');
    return this.#literal();
  }

  #openContainer(kind: 'object' | 'array'): Step {
    if (this.#open.length >= this.#options.maxDepth) return this.#fail('body_too_deep');
    this.#open.push(kind === 'object' ? new Set() : undefined);
    this.#options.sink.open(kind, this.#at);
    this.#at += 1;
    return kind === 'object' ? 'first key' : 'first item';
  }

  #close(): Step {
    this.#open.pop();
    this.#at += 1;
    this.#options.sink.close(this.#at);
    return 'after value';
  }

  #afterValue(): Step {
    if (this.#open.length === 0) return this.#at === this.#source.length ? 'done' : this.#fail('body_not_json');
    const inObject = this.#open.at(-1) !== undefined;
    const char = this.#char();
    if (char === (inObject ? '}' : ']')) return this.#close();
    if (char !== ',') return this.#fail('body_not_json');
    this.#at += 1;
    return inObject ? 'next key' : 'value';
  }

  #key(): Step {
    if (this.#char() !== '"') return this.#fail('body_not_json');
    const token = this.#string();
    if (token === undefined) return 'failed';
    const keys = this.#open.at(-1);
    if (this.#options.uniqueKeys && keys?.has(token.text)) return this.#fail('body_duplicate_key');
    keys?.add(token.text);
    this.#options.sink.key(token);
    this.#skipSpace();
    if (this.#char() !== ':') return this.#fail('body_not_json');
    this.#at += 1;
    return 'value';
  }

  #string(): JsonScalar | undefined {
    const start = this.#at;
    const read = readJsonString(this.#source, start);
    if (typeof read === 'string') {
      this.#fail(read);
      return undefined;
    }
    this.#at = read.end;
    return { kind: 'string', text: read.text, start, end: read.end };
  }

  #literal(): Step {
    const start = this.#at;
    const word = LITERALS.find((literal) => this.#source.startsWith(literal, start));
    const end = word === undefined ? readJsonNumber(this.#source, start) : start + word.length;
    if (end === undefined) return this.#fail('body_not_json');
    this.#at = end;
    this.#options.sink.scalar({ kind: word ?? 'number', text: this.#source.slice(start, end), start, end });
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

  #fail(fault: JsonFault): Step {
    this.#fault = fault;
    return 'failed';
  }
}
