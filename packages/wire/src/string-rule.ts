import { isKnownModel, withoutReleaseDate } from './model-name.ts';

/**
 * What a string in a given position is: `text`; `json`, text that is always read as a JSON document of its own;
 * `skip`, of a closed kind and so no leaf; `refuse`, unreadable; or a structure, with the text to search in it.
 */
export type Verdict = 'text' | 'json' | 'skip' | 'refuse' | Structure;

/** A string that cannot be replaced, and what to search for identifiers in it. */
export interface Structure {
  readonly structure: string;
}

/** Judges the strings of one position. */
export type StringRule = (text: string) => Verdict;

const IDENTIFIER = /^[A-Za-z0-9_.:-]{1,128}$/;
const MODEL = /^[A-Za-z0-9_.:/-]{1,128}$/;
const PARAMETER = /^[A-Za-z0-9_.:[\]$-]{1,128}$/;
const TOOL_NAME = /^[A-Za-z0-9_-]{1,64}$/;
const FULL_DATE = /^\d{4}-\d{2}-\d{2}$/;
const LETTER = /[A-Za-z]/;
const PADDING = /^[A-Za-z0-9]{0,64}$/;
const SPELT_OUT = /[a-z]{5}|\d{4}/;
const SERVER =
  /^(?:https?:\/\/)?(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?::\d{1,5})?(?:\/[A-Za-z0-9._~-]{1,64}){0,8}\/?$/;

const structure = (text: string): Structure => ({ structure: text });

/** Any string is text. What holds where a position names no rule. */
export const text: StringRule = () => 'text';

/** A string that holds a JSON document, such as a tool call's arguments. */
export const json: StringRule = () => 'json';

/** A string that is never read: the tokens of `logprobs`, which spell out text that is read elsewhere. */
export const opaque: StringRule = () => 'skip';

/** A closed set of values; any other string is text. */
export function closed(...values: readonly string[]): StringRule {
  const set: ReadonlySet<string> = new Set(values);
  return (value) => (set.has(value) ? 'skip' : 'text');
}

/** A closed set of values; any other means input that cannot be read. */
export function closedOrRefused(...values: readonly string[]): StringRule {
  const set: ReadonlySet<string> = new Set(values);
  return (value) => (set.has(value) ? 'skip' : 'refuse');
}

/** An id, 1 to 128 of `A-Za-z0-9_.:-` with a letter among them; any other string is text. */
export const identifier: StringRule = (value) => (wellFormed(IDENTIFIER, value) ? structure(value) : 'text');

/** As `identifier`, with brackets and `$`: the path of a request's parameter, which errors name. */
export const parameterPath: StringRule = (value) => (wellFormed(PARAMETER, value) ? structure(value) : 'text');

/** As `identifier`, with `/`. A model the provider itself names is no leaf; of another its release date is not searched. */
export const modelName: StringRule = (value) => {
  if (!wellFormed(MODEL, value)) return 'text';
  return isKnownModel(value) ? 'skip' : structure(withoutReleaseDate(value));
};

/** A tool's name: 1 to 64 of `A-Za-z0-9_-`; any other string is text. */
export const toolName: StringRule = (value) => (TOOL_NAME.test(value) ? structure(value) : 'text');

/** A calendar date, RFC 3339 `full-date`, where no person's date can stand: a model's retirement. Any other string is text. */
export const fullDate: StringRule = (value) => (FULL_DATE.test(value) ? 'skip' : 'text');

/**
 * The random padding of an event, which hides how long its text is: up to 64 of `A-Za-z0-9` in which nothing is spelt out, no five
 * small letters and no four digits in a row. Any other string is text.
 */
export const padding: StringRule = (value) => (PADDING.test(value) && !SPELT_OUT.test(value) ? 'skip' : 'text');

/**
 * The address of a server that the provider calls: `https`, a host and a plain path, or a host alone. It must arrive as it is, so it
 * is structure, searched word by word; with credentials, a query, a fragment or an escape it is text.
 */
export const serverAddress: StringRule = (value) =>
  SERVER.test(value)
    ? structure(
        value
          .replace(/^https?:/, '')
          .replace(/[^A-Za-z0-9]+/g, ' ')
          .trim(),
      )
    : 'text';

/** An embedding: base64 (RFC 4648 §4) of 32-bit floats. Any other string is refused. */
export const vector: StringRule = (value) => {
  const digits = value.endsWith('==') ? value.slice(0, -2) : value.endsWith('=') ? value.slice(0, -1) : value;
  const bytes = (value.length / 4) * 3 - (value.length - digits.length);
  return value.length % 4 === 0 && bytes % 4 === 0 && !/[^A-Za-z0-9+/]/.test(digits) ? 'skip' : 'refuse';
};

function wellFormed(pattern: RegExp, value: string): boolean {
  return pattern.test(value) && LETTER.test(value);
}
