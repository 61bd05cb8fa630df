import { SallyportError } from '@sallyport/core';

/** A start tag, in the order of the document. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** Elements around it. */
  readonly depth: number;
  /** Its parent's position in the outline; -1 for the root. */
  readonly parent: number;
  /** As written: name with prefix, value without quotes, references not resolved. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** Where its content begins in the text. */
  readonly contentAt: number;
}

const DEEPEST = 32;
const MOST_ELEMENTS = 2_000;

/** Text up to a tag, and the tag: what stands for an end tag, name, attributes. No `<` anywhere within, so that it takes linear time. */
const TAG = /[^<]*<(\/?)([^\s<>/"'=!?&]+)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/y;
const ATTRIBUTE = /\s+([^\s<>/"'=&]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END_OF_TAG = /^\s*\/?$/;
const REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/;

/**
 * Lists the elements of an XML document (XML 1.0), whatever they mean, before anything parses it. Raises `assertion_invalid` for one that is
 * not well formed, and for what no assertion needs and attacks do: document types and entities of their own, comments, CDATA sections,
 * processing instructions, more than 32 levels or 2,000 elements, anything beside the root.
 */
export function xmlOutline(text: string): readonly XmlElement[] {
  if (REFERENCE.test(text)) refuse();
  const elements: XmlElement[] = [];
  const open: number[] = [];
  TAG.lastIndex = 0;
  let end = 0;
  for (let tag = TAG.exec(text); tag !== null; tag = TAG.exec(text)) {
    if (open.length === 0 && (elements.length > 0 || !/^\s*</.test(tag[0]))) refuse();
    end = TAG.lastIndex;
    const [, closing, name = '', rest = ''] = tag;
    if (closing === '/') {
      const at = open.pop();
      if (at === undefined || rest.trim() !== '' || elements[at]?.name !== localName(name)) refuse();
      continue;
    }
    if (open.length === DEEPEST || elements.length === MOST_ELEMENTS) refuse();
    const attributes = readAttributes(rest);
    elements.push({ name: localName(name), depth: open.length, parent: open.at(-1) ?? -1, attributes, contentAt: end });
    if (!rest.endsWith('/')) open.push(elements.length - 1);
  }
  if (elements.length === 0 || open.length > 0 || text.slice(end).trim() !== '') refuse();
  return elements;
}

/** A name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function readAttributes(rest: string): XmlElement['attributes'] {
  const attributes: [string, string][] = [];
  let end = 0;
  ATTRIBUTE.lastIndex = 0;
  for (let found = ATTRIBUTE.exec(rest); found !== null; found = ATTRIBUTE.exec(rest)) {
    end = ATTRIBUTE.lastIndex;
    attributes.push([found[1] ?? '', found[2] ?? found[3] ?? '']);
  }
  if (!END_OF_TAG.test(rest.slice(end))) refuse();
  return attributes;
}

function refuse(): never {
  throw new SallyportError('assertion_invalid');
}
