/** What a JSON value is, RFC 8259 §3. */
export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null';

/** Where something stands in the source: UTF-16 offsets, `end` exclusive, the quotes of a string inside. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** A string, number or literal. `text` is a string's decoded text, and of the others their source. */
export interface JsonScalar extends Extent {
  readonly kind: Exclude<JsonKind, 'object' | 'array'>;
  readonly text: string;
}

/** What a `JsonScanner` calls for each part of a text, in the order of the text. */
export interface JsonSink {
  /** An array or object begins at the offset. */
  open(kind: 'object' | 'array', start: number): void;
  /** The innermost open array or object ends before the offset. */
  close(end: number): void;
  /** An object's key. Its value follows. */
  key(token: JsonScalar): void;
  scalar(token: JsonScalar): void;
}

/** Why a text was not accepted; each is also a code of the error catalogue. Only a limit raises `body_too_large`. */
export type JsonFault =
  | 'body_not_json'
  | 'body_duplicate_key'
  | 'body_too_deep'
  | 'body_lone_surrogate'
  | 'body_too_large';
