import type { JsonScalar, JsonSink } from '../json/json-sink.ts';
import { scanJson } from '../json/scan-json.ts';

/** As deep as bodies may be nested anywhere; what is deeper is not read. */
const MAX_DEPTH = 256;

/**
 * The numbers that stand under these paths of keys in a JSON text, arrays left out: `usage.total_tokens`. Of a text that is no JSON, none;
 * a number that is not finite or below 0 is none. Linear time; it remembers nothing but what it looks for.
 */
export function namedNumbers(text: string, wanted: ReadonlySet<string>): ReadonlyMap<string, number> {
  const sink = new NumberSink(wanted);
  return scanJson(text, { sink, maxDepth: MAX_DEPTH }) === undefined ? sink.found : new Map();
}

class NumberSink implements JsonSink {
  readonly found = new Map<string, number>();
  readonly #wanted: ReadonlySet<string>;
  /** The path to each open container; `undefined` inside of an array. */
  readonly #open: (string | undefined)[] = [];
  /** The path of the value that follows. */
  #path: string | undefined = '';

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted;
  }

  open(kind: 'object' | 'array'): void {
    if (kind === 'array') this.#path = undefined;
    this.#open.push(this.#path);
  }

  close(): void {
    this.#open.pop();
    this.#path = undefined;
  }

  key({ text }: JsonScalar): void {
    const path = this.#open.at(-1);
    if (path === undefined) this.#path = undefined;
    else this.#path = path === '' ? text : `${path}.${text}`;
  }

  scalar({ kind, text }: JsonScalar): void {
    if (kind !== 'number' || this.#path === undefined || !this.#wanted.has(this.#path)) return;
    const value = Number(text);
    if (Number.isFinite(value) && value >= 0) this.found.set(this.#path, value);
  }
}
