import { scalarLeaf } from './json-leaves.ts';
import { type JsonObject, newObject, saidBy, tellParent } from './json-object.ts';
import type { Leaf, RecordPart } from './leaf.ts';
import { sayingLabel } from './meaning.ts';
import { PROSE_ELEMENTS, XmlProse } from './xml-prose.ts';
import { type XmlToken, xmlTokenAt } from './xml-tags.ts';
import { readXmlText, writeXmlText, type XmlText } from './xml-text.ts';

const MOST_DEPTH = 100_000;
const VOID = new Set('br hr img input meta link col area base embed source track wbr'.split(' '));
const READ_ATTRIBUTES = /^(?:value|v)$/i;
const SILENT_ATTRIBUTES =
  /^(?:xmlns|schemaLocation|class|style|href|src|lang|typeCode|classCode|moodCode|templateId|nullFlavor|type|xsi|nil|styleCode|ID|IDREF|mediaType|representation|colspan|rowspan|align|width|border|inversionInd|contextControlCode|determinerCode)$/;

const PROSE_ATTRIBUTES = /^(?:href|src|alt|title|value|cite|name|content)$/;

interface Element {
  readonly name: string;
  readonly object: JsonObject;
  /** Its only text, when no element stands in it. */
  text: { readonly value: XmlText; readonly start: number; readonly end: number } | undefined;
  children: boolean;
}

/**
 * Reads the XML that begins at `from`: elements and attributes as the members of an object, so that C-CDA, FHIR and other
 * XML are read by the same names as JSON is; narratives as text. One pass, no recursion. It forgives what HTML leaves open.
 */
export function readXml(source: string, from: number): RecordPart {
  const reading = new XmlReading(source, from);
  reading.run();
  return {
    start: from,
    end: reading.at,
    leaves: reading.leaves.sort((a, b) => a.start - b.start),
    whole: reading.whole,
  };
}

class XmlReading {
  readonly leaves: Leaf[] = [];
  at: number;
  whole = false;
  readonly #source: string;
  readonly #root = newObject('');
  readonly #open: Element[] = [];
  #prose: { readonly text: XmlProse; readonly depth: number } | undefined;

  constructor(source: string, from: number) {
    this.#source = source;
    this.at = from;
  }

  run(): void {
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      this.at = token.end;
      this.#read(token);
    }
    this.whole = this.#open.length === 0;
    while (this.#open.length > 0) this.#close();
    this.#finish(this.#root);
  }

  #next(): XmlToken | undefined {
    if (this.#open.length > MOST_DEPTH) return undefined;
    const token = xmlTokenAt(this.#source, this.at);
    if (token === undefined || this.#open.length > 0 || token.kind !== 'text') return token;
    // Between documents there may be space, and behind them whatever there is is no XML.
    const more = token.end < this.#source.length && this.#source.slice(token.start, token.end).trim() === '';
    return more && xmlTokenAt(this.#source, token.end) !== undefined ? token : undefined;
  }

  #read(token: XmlToken): void {
    const { kind, name = '', from, to } = token;
    if (kind === 'comment') {
      this.#prose?.text.tag('', token.start);
      this.#aside(from, to);
    } else if (kind === 'text' || kind === 'cdata') this.#text(token);
    else if (kind === 'close') this.#closeNamed(name, token.start);
    else if (kind !== 'other') this.#element(token, name);
  }

  #element(token: XmlToken, name: string): void {
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.children = true;
    const object = newObject(name, parent?.object ?? this.#root);
    if (this.#prose === undefined) this.#attributes(token, { object, parent: parent?.object ?? this.#root });
    else this.#proseTag(token, name);
    if (token.kind === 'empty' || VOID.has(name)) {
      this.#finish(object);
      return;
    }
    this.#open.push({ name, object, text: undefined, children: false });
    if (this.#prose === undefined && PROSE_ELEMENTS.has(name))
      this.#prose = { text: new XmlProse(), depth: this.#open.length };
  }

  #proseTag({ attributes = [], start }: XmlToken, name: string): void {
    this.#prose?.text.tag(name, start);
    for (const { name: attribute, start: from, end } of attributes)
      if (PROSE_ATTRIBUTES.test(attribute)) this.#aside(from, end);
  }

  #aside(start: number, end: number): void {
    if (this.#prose === undefined) this.#loose(start, end);
    else this.#prose.text.aside(readXmlText(this.#source, start, end), { start, end });
  }

  /** `<family value="X"/>` says of its parent what `<family>X</family>` does. */
  #attributes({ attributes = [] }: XmlToken, { object, parent }: Record<'object' | 'parent', JsonObject>): void {
    for (const { name, start, end } of attributes) {
      if (SILENT_ATTRIBUTES.test(name)) continue;
      const value = readXmlText(this.#source, start, end);
      const own = READ_ATTRIBUTES.test(name);
      const scalar = { key: own ? object.key : name, start, end, ...value, number: false };
      (own ? parent : object).scalars.push(scalar);
    }
  }

  #text({ kind, start, from, to }: XmlToken): void {
    const value = kind === 'cdata' ? { text: this.#source.slice(from, to) } : readXmlText(this.#source, from, to);
    const element = this.#open.at(-1);
    if (this.#prose !== undefined) {
      if (kind === 'cdata') this.#prose.text.tag('', start);
      this.#prose.text.text(value, from);
      if (kind === 'cdata') this.#prose.text.tag('', to);
    } else if (element === undefined || !/[\p{L}\p{N}]/u.test(value.text)) return;
    else if (element.children || element.text !== undefined) this.#loose(from, to);
    else element.text = { value, start: from, end: to };
  }

  /** Text beside elements, and comments. */
  #loose(start: number, end: number): void {
    const value = readXmlText(this.#source, start, end);
    if (!/[\p{L}\p{N}]/u.test(value.text)) return;
    this.leaves.push({ start, end, ...value, write: writeXmlText, sense: { read: 'text', field: '' } });
  }

  #closeNamed(name: string, start: number): void {
    if (this.#open.at(-1)?.name !== name) {
      // What HTML leaves open is closed with what it stands in.
      const near = this.#open.slice(-8).findLastIndex((element) => element.name === name);
      if (near === -1) return;
      for (let count = this.#open.slice(-8).length - near - 1; count > 0; count--) this.#close();
    }
    this.#prose?.text.tag(name, start);
    this.#close();
  }

  #close(): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    if (this.#prose !== undefined && this.#open.length < this.#prose.depth) this.#endProse();
    const { object, text, children } = element;
    if (text !== undefined && children) this.#loose(text.start, text.end);
    else if (text !== undefined && object.parent !== undefined) {
      const { value, start, end } = text;
      const label = object.scalars.find(({ key }) => /^(?:name|label|key|field)$/.test(key))?.text;
      object.parent.scalars.push({
        key: sayingLabel(label ?? '') || element.name,
        start,
        end,
        ...value,
        number: false,
      });
    }
    this.#finish(object);
  }

  #endProse(): void {
    const leaf = this.#prose?.text.leaf(this.at);
    this.#prose = undefined;
    if (leaf !== undefined) this.leaves.push(leaf);
  }

  #finish(object: JsonObject): void {
    const said = saidBy(object);
    for (const scalar of object.scalars) {
      const leaf = scalarLeaf(scalar, { object, said });
      if (leaf !== undefined) this.leaves.push({ ...leaf, write: writeXmlText });
    }
    tellParent(object, said);
  }
}
