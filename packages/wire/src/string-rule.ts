import { isKnownModel, withoutReleaseDate } from './model-name.ts';

/**
 * What a string in a given position is: `text`; `json`, text that is always read as a JSON document of its own;
 * `skip`, of a closed kind and so no leaf; `refuse`, unreadable; or a structure, with the text to search in it.
 */
export type Verdict = 'text' | 'json' | 'skip' | 'refuse' | Structure;

/** A string that cannot be replaced, and what to search for identifiers in it. */
export interface Structure {
  readonly structure: string;
  /** It may be a sentence, and is searched as text is. Default: it is a name of something. */
  readonly prose?: true;
}

/** Judges the strings of one position. */
export type StringRule = (text: string) => Verdict;

const IDENTIFIER = /^[A-Za-z0-9_.:-]{1,128}$/;
const MODEL = /^[A-Za-z0-9_.:@/-]{1,128}$/;
const PARAMETER = /^[A-Za-z0-9_.:[\]$-]{1,128}$/;
const TOOL_NAME = /^[A-Za-z0-9_-]{1,64}$/;
const FULL_DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
const MODEL_TITLE =
  /^Claude (?:(?:Fable|Haiku|Instant|Mythos|Opus|Sonnet) )?\d{1,2}(?:\.\d{1,2})?(?: (?:Haiku|Opus|Sonnet))?$/;
const LETTER = /[A-Za-z]/;
const PADDING = /^[A-Za-z0-9]{0,64}$/;
const SPELT_OUT = /[a-z]{5}|\d{4}/;
const SERVER =
  /^(?:https?:\/\/)?(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?::\d{1,5})?(?:\/[A-Za-z0-9._~-]{1,64}){0,8}\/?$/;
const NUMERAL = /^-?\d{1,6}(?:\.\d{1,6})?$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const MADE_AT =
  /^https:\/\/[a-z0-9-]{1,63}\.(?:blob\.core\.windows\.net|oaiusercontent\.com|openai\.com)\/[A-Za-z0-9._~/?&=%+:-]*$/;
const LANGUAGE_TAG = /^(?:[a-z]{2}|haw|yue)(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$/;
const DOMAIN = /^(?:\*\.)?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}$/;

/** The languages that transcripts name in words (openai-whisper). */
const LANGUAGES: ReadonlySet<string> = new Set(
  `afrikaans arabic armenian azerbaijani belarusian bosnian bulgarian catalan chinese croatian czech danish dutch english
  estonian finnish french galician german greek hebrew hindi hungarian icelandic indonesian italian japanese kannada kazakh
  korean latvian lithuanian macedonian malay marathi maori nepali norwegian persian polish portuguese romanian russian serbian
  slovak slovenian spanish swahili swedish tagalog tamil thai turkish ukrainian urdu vietnamese welsh`.split(/\s+/),
);

/** Any string is structure: it must arrive as it is, and is searched. */
export const structure = (text: string): Structure => ({ structure: text });

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

/** A moment that the provider names, RFC 3339 `date-time`, where no person's date can stand. Any other string is text. */
export const timestamp: StringRule = (value) => (DATE_TIME.test(value) ? 'skip' : 'text');

/** What Anthropic calls its models in words: `Claude Opus 5`. Any other string is text. */
export const modelTitle: StringRule = (value) => (MODEL_TITLE.test(value) ? 'skip' : 'text');

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

/** A parameter written as text, as forms write it: a decimal number, or one of a closed set. Any other string is text. */
export function numeralOr(...values: readonly string[]): StringRule {
  const set: ReadonlySet<string> = new Set(values);
  return (value) => (NUMERAL.test(value) || set.has(value) ? 'skip' : 'text');
}

/**
 * A picture or sound that the provider made, in base64 (RFC 4648 §4) of 48 bytes or more. Any other string is text, and so is a
 * shorter one, which could be a name.
 */
export const madeMedia: StringRule = (value) =>
  value.length >= 64 && value.length % 4 === 0 && BASE64.test(value) ? 'skip' : 'text';

/** The address of a picture that the provider made, in its own storage. Any other string is text. */
export const madeAddress: StringRule = (value) => (value.length <= 2048 && MADE_AT.test(value) ? 'skip' : 'text');

/** A language: an ISO 639 code, with a region (BCP 47), or its English name in small letters. Any other string is text. */
export const languageName: StringRule = (value) => (LANGUAGE_TAG.test(value) || LANGUAGES.has(value) ? 'skip' : 'text');

/** A host's name (RFC 1123 §2.1), which cannot be replaced; any other string is text. */
export const domainName: StringRule = (value) =>
  value.length <= 253 && DOMAIN.test(value) ? structure(value) : 'text';

function wellFormed(pattern: RegExp, value: string): boolean {
  return pattern.test(value) && LETTER.test(value);
}
