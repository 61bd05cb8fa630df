import { ENTITIES, type Entity } from '@sallyport/core';

/** An identifier that a person marked. Offsets are UTF-16, `end` exclusive. */
export interface MarkedSpan {
  readonly start: number;
  readonly end: number;
  readonly type: Entity;
}

/** A text without its marks, and what they say. */
export interface MarkedDocument {
  readonly text: string;
  readonly spans: readonly MarkedSpan[];
  /** What may be found or not. */
  readonly ungraded: readonly { readonly start: number; readonly end: number }[];
}

const MARK = /⟦([A-Z_0-9~]+)(?:\.[a-z]+)?\|([^⟦⟧]*)⟧/g;

/** Reads a text with marks, `⟦NAME|Ines Calloway⟧`; `⟦~|Texas⟧` may be found or not. Throws `RangeError` for an entity that there is not. */
export function readMarked(marked: string): MarkedDocument {
  const spans: MarkedSpan[] = [];
  const ungraded: { start: number; end: number }[] = [];
  let text = '';
  let from = 0;
  for (const match of marked.matchAll(MARK)) {
    const [whole, type = '', value = ''] = match;
    text += marked.slice(from, match.index);
    const place = { start: text.length, end: text.length + value.length };
    if (type === '~') ungraded.push(place);
    else if (isEntity(type)) spans.push({ ...place, type });
    else throw new RangeError(`no entity is called ${type}`);
    text += value;
    from = match.index + whole.length;
  }
  return { text: text + marked.slice(from), spans, ungraded };
}

function isEntity(type: string): type is Entity {
  return (ENTITIES as readonly string[]).includes(type);
}
