import { isTellingKey, keyLeaf, scalarLeaf } from './json-leaves.ts';
import { type JsonObject, newObject, saidBy, tellParent } from './json-object.ts';
import { readJsonString, stringEnd } from './json-string.ts';
import type { Leaf, RecordPart } from './leaf.ts';

/** Deeper than this nothing is a record; the rest is read as plain text. */
const MOST_DEPTH = 100_000;
const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;
const WORD = /(?:true|false|null)(?!\w)/y;

/** What stands open: the object its members belong to, and the key of the next value. */
interface Level {
  readonly object: JsonObject;
  readonly list: boolean;
  key: string;
}

/** A JSON value that was read, or as much of it as could be. */
export interface JsonPart extends RecordPart {
  /** How many keys it has. */
  readonly keys: number;
}

/** Where a document begins, and the label its own strings stand under. */
export interface JsonStart {
  readonly from: number;
  readonly field: string;
  /** Whether it begins inside an object, as `"name": [...], "birthDate": ...` does. Default: false. */
  readonly inside?: boolean;
}

/**
 * Reads the JSON value that begins at `from` (RFC 8259) in one pass and without recursion. It forgives trailing commas; at
 * anything else that is wrong it stops, and the part is not whole.
 */
export function readJson(source: string, start: JsonStart): JsonPart {
  const reading = new JsonReading(source, start);
  reading.run();
  const { at: end, whole, keys } = reading;
  return { start: start.from, end, leaves: reading.leaves.sort((a, b) => a.start - b.start), whole, keys };
}

class JsonReading {
  readonly leaves: Leaf[] = [];
  at: number;
  whole = false;
  keys = 0;
  readonly #source: string;
  readonly #root: JsonObject;
  readonly #levels: Level[] = [];
  readonly #field: string;
  readonly #inside: boolean;

  constructor(source: string, { from, field, inside = false }: JsonStart) {
    this.#source = source;
    this.at = from;
    this.#field = field;
    this.#inside = inside;
    this.#root = newObject(field);
    if (inside) this.#levels.push({ object: this.#root, list: false, key: field });
  }

  run(): void {
    if (this.#inside || this.#value(this.#root, this.#field)) while (this.#levels.length > 0 && this.#step());
    this.whole = this.#levels.length === 0 || (this.#inside && this.#levels.length === 1 && this.#ended());
    while (this.#levels.length > 0) this.#close();
    this.#finish(this.#root);
  }

  #ended(): boolean {
    this.#skip();
    return this.at === this.#source.length;
  }

  /** Reads one member, or the end of what stands open. Says whether to go on. */
  #step(): boolean {
    const level = this.#levels.at(-1);
    this.#skip();
    const char = this.#source.charCodeAt(this.at);
    if (level === undefined || Number.isNaN(char) || this.#levels.length > MOST_DEPTH) return false;
    if (char === (level.list ? 93 : 125)) {
      this.at++;
      this.#close();
    } else if (!this.#member(level)) return false;
    this.#skip();
    if (this.#source.charCodeAt(this.at) === 44) this.at++;
    return true;
  }

  #member(level: Level): boolean {
    if (level.list) return this.#value(level.object, level.key);
    const key = this.#string();
    if (key === undefined) return false;
    this.#skip();
    if (this.#source.charCodeAt(this.at) !== 58) return false;
    this.at++;
    this.keys++;
    const telling = isTellingKey(key.text);
    if (telling) this.leaves.push(keyLeaf(key));
    level.key = telling ? '' : key.text;
    return this.#value(level.object, level.key);
  }

  #value(object: JsonObject, key: string): boolean {
    this.#skip();
    const char = this.#source.charAt(this.at);
    if (char === '{' || char === '[') {
      const list = char === '[';
      this.at++;
      this.#levels.push({ object: list ? object : newObject(key, object), list, key });
      return true;
    }
    if (char === '"') {
      const string = this.#string();
      if (string !== undefined) object.scalars.push({ ...string, key, number: false });
      return string !== undefined;
    }
    return this.#literal(object, key);
  }

  #literal(object: JsonObject, key: string): boolean {
    const start = this.at;
    NUMBER.lastIndex = start;
    const number = NUMBER.exec(this.#source)?.[0];
    if (number !== undefined) {
      this.at += number.length;
      object.scalars.push({ key, start, end: this.at, text: number, number: true });
      return true;
    }
    WORD.lastIndex = start;
    const word = WORD.exec(this.#source)?.[0] ?? '';
    this.at += word.length;
    return word !== '';
  }

  #string() {
    if (this.#source.charCodeAt(this.at) !== 34) return undefined;
    const start = this.at + 1;
    const end = stringEnd(this.#source, start);
    if (end === undefined) return undefined;
    this.at = end + 1;
    return { start, end, ...readJsonString(this.#source, start, end) };
  }

  #close(): void {
    const level = this.#levels.pop();
    if (level !== undefined && !level.list && level.object !== this.#root) this.#finish(level.object);
  }

  #finish(object: JsonObject): void {
    const said = saidBy(object);
    for (const scalar of object.scalars) {
      const leaf = scalarLeaf(scalar, { object, said });
      if (leaf !== undefined) this.leaves.push(leaf);
    }
    tellParent(object, said);
  }

  #skip(): void {
    SPACE.lastIndex = this.at;
    SPACE.exec(this.#source);
    this.at = SPACE.lastIndex;
  }
}
