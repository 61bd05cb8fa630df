import type { JsonScalar, JsonSink } from '../json/json-sink.ts';
import { scanJson } from '../json/scan-json.ts';

/** What is looked at of a line: strings two objects deep, by `outer/inner`, so many keys at most. */
const MAX_LEVEL = 3;

/** The strings of a JSON object, of those in it and of those in those, by their keys: `response/body/object`. The keys of other values stand with `undefined`. */
export type LineHead = ReadonlyMap<string, string | undefined>;

/** Reads what kind of line a JSON text is; `undefined` where it is not JSON. */
export function readLineHead(line: string, maxDepth: number): LineHead | undefined {
  const sink = new HeadSink();
  return scanJson(line, { sink, maxDepth }) === undefined ? sink.head : undefined;
}

class HeadSink implements JsonSink {
  readonly head = new Map<string, string | undefined>();
  /** The keys that lead to where the scanner is; `undefined` below an array, or too deep. */
  readonly #path: (string | undefined)[] = [];
  #key: string | undefined;

  open(kind: 'object' | 'array'): void {
    const path = this.#path.length === 0 ? '' : this.#key;
    this.#path.push(kind === 'object' && this.#path.length < MAX_LEVEL ? path : undefined);
    this.#key = undefined;
  }

  close(): void {
    this.#path.pop();
    this.#key = undefined;
  }

  key(token: JsonScalar): void {
    const path = this.#path.at(-1);
    this.#key = path === undefined ? undefined : path === '' ? token.text : `${path}/${token.text}`;
    if (this.#key !== undefined) this.head.set(this.#key, undefined);
  }

  scalar(token: JsonScalar): void {
    if (this.#key !== undefined && token.kind === 'string') this.head.set(this.#key, token.text);
  }
}
