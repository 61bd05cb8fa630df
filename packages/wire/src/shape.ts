import type { ErrorCode } from '@sallyport/core';
import type { JsonKind } from './json/json-sink.ts';
import type { MediaClaim } from './media/open-holder.ts';
import { closed, identifier, json, modelName, opaque, type StringRule, text, toolName } from './string-rule.ts';

/**
 * What may stand in one position of a body, and what it means. Every facet is optional, and an empty shape is free JSON:
 * each string is text, each long number may be an identifier, each key is the caller's choice.
 */
export interface Shape {
  /** The kinds of value that may stand here; another raises `refusal`. Default: every kind. */
  readonly only?: readonly JsonKind[];
  /** Default `input_unreadable`. */
  readonly refusal?: ErrorCode;
  /** What a string here is. Default: text. */
  readonly string?: StringRule;
  /** `known`: a number here is a parameter, not an identifier. Default `free`. */
  readonly number?: 'known' | 'free';
  /** An object's vocabulary: these keys are no leaves. */
  readonly fields?: Readonly<Record<string, Shape>>;
  /** What stands under any other key. Default: free JSON. */
  readonly others?: Shape;
  /** What a key outside the vocabulary is: a leaf that cannot be replaced (the default), one that can, or none. */
  readonly keys?: 'structure' | 'text' | 'known';
  /** What stands in an array. Default: free JSON. */
  readonly items?: Shape;
  /** Each value here, other than an array or null, is one input of the request. */
  readonly input?: true;
  /** An array here may be a text in token ids, where the reader is told so. */
  readonly tokens?: true;
  /** A well-formed name here is the model the request asks for. */
  readonly model?: true;
  /** Leaves that belong together: when one of them changes, what is marked `blank` among them becomes null. */
  readonly group?: true;
  /** An array or object that spells out text of its group. */
  readonly blank?: true;
  /** `name`: a string here names the tool that the `arguments` beside it are for. What stands in those belongs to that tool's leaves. */
  readonly tool?: 'name' | 'arguments';
  /** What stands here instead, where attachments are asked for. Without it they are refused. */
  readonly attached?: Shape;
  /** An object with an attachment in it, and what is said of it. */
  readonly holder?: true;
  /** What a string here says of the attachment in the object. */
  readonly claim?: MediaClaim;
  /** A string here is an attachment, in base64 or a data URL of it; `coded`: where the object says that its coding is base64, and text otherwise. */
  readonly media?: true | 'coded';
  /** In an event: a string here is the next piece of a text that comes in many, `json` of JSON held in a string. */
  readonly piece?: 'text' | 'json';
  /** In an event: the value here says which of several texts the pieces beside and below it belong to, such as a choice's `index`. */
  readonly part?: true;
  /** Of a piece: what its text is called, where pieces of one text come in events of several names. Default: the event's name and the keys that lead to the piece. */
  readonly run?: string;
  /** In an event: `true` here says whose turn it is, such as `thought`. Texts of another turn are other texts, and when one comes those before it are over. */
  readonly turn?: true;
  /** In an event: a value here other than null ends the texts that the parts around it name. */
  readonly ends?: true;
}

/** Free JSON. */
export const FREE: Shape = Object.freeze({});

/** A string of its own: free text. */
export const TEXT: Shape = Object.freeze({ string: text });

/** Yes or no. */
export const FLAG: Shape = FREE;

/** A number the operation knows. */
export const NUMBER: Shape = Object.freeze({ number: 'known' });

/** An id. */
export const ID: Shape = Object.freeze({ string: identifier });

/** A model's name. */
export const MODEL: Shape = Object.freeze({ string: modelName });

/** A tool's or schema's name. */
export const TOOL_NAME: Shape = Object.freeze({ string: toolName });

/** What no one can read: anything but null is refused. */
export const REFUSED: Shape = Object.freeze<Shape>({ only: ['null'] });

/** An attachment, in base64 or a data URL of it; refused where none is asked for. */
export const ATTACHED: Shape = attachedAs({ only: ['string', 'null'], media: true });

/** A text, or several. Where the reader decodes token ids, each may be a list of them. */
export const TEXTS: Shape = Object.freeze<Shape>({
  only: ['string', 'array'],
  input: true,
  tokens: true,
  items: { only: ['string'], input: true, tokens: true, items: { only: [] } },
});

/** No streaming: anything but false and null is refused. Some servers also take `1` or `"true"` for yes. */
export const STREAM: Shape = Object.freeze<Shape>({ only: ['false', 'null'], refusal: 'stream_unsupported' });

/** Whether the answer shall come in events, which only a plain yes or no says. */
export const STREAMED: Shape = Object.freeze<Shape>({
  only: ['true', 'false', 'null'],
  refusal: 'stream_unsupported',
});

/** JSON held in a string, read as a document of its own. */
export const EMBEDDED: Shape = Object.freeze({ string: json });

/** What stands in JSON held in a string: as free JSON, and its keys can be replaced too. */
export const NESTED: Shape = selfContained({ keys: 'text' });

const SPELLED: Shape = selfContained({ string: opaque, number: 'known', keys: 'known' });

/** The `logprobs` of a choice. */
export const LOGPROBS: Shape = Object.freeze({
  number: 'known',
  keys: 'known',
  items: SPELLED,
  others: SPELLED,
  blank: true,
});

/** What stands in a place only where attachments are asked for; otherwise it is refused, or of a shape of its own. */
export function attachedAs(attached: Shape, plain: Shape = REFUSED): Shape {
  return Object.freeze({ ...plain, attached });
}

/** An object that may hold an attachment. */
export function holder(fields: Readonly<Record<string, Shape>>): Shape {
  return Object.freeze<Shape>({ only: ['object', 'null'], holder: true, fields: Object.freeze(fields) });
}

/** One of a closed set of strings. */
export function oneOf(...values: readonly string[]): Shape {
  return Object.freeze({ string: closed(...values) });
}

/** An object with a vocabulary; other keys lead to free JSON. */
export function object(fields: Readonly<Record<string, Shape>>): Shape {
  return Object.freeze({ fields: Object.freeze(fields) });
}

/** A list. */
export function listOf(items: Shape): Shape {
  return Object.freeze({ items });
}

/** A shape that holds at every depth below itself. */
export function selfContained(facets: Shape & { readonly words?: readonly string[] }): Shape {
  const { words = [], ...rest } = facets;
  const fields: Record<string, Shape> = {};
  const shape: Shape = {
    ...rest,
    fields,
    get items() {
      return shape;
    },
    get others() {
      return shape;
    },
  };
  for (const word of words) fields[word] = shape;
  return Object.freeze(shape);
}
