import type { Leaf } from './leaf.ts';
import type { Piece } from './piece.ts';
import { writeXmlText, type XmlText } from './xml-text.ts';

const BLOCKS = new Set(
  'p div br tr li ul ol table thead tbody paragraph list item caption h1 h2 h3 h4 h5 h6 section body hr dt dd title'.split(
    ' ',
  ),
);
const CELLS = new Set(['td', 'th']);

/** Elements whose contents are a text for people, with or without marks in it. */
export const PROSE_ELEMENTS: ReadonlySet<string> = new Set(
  'text div html body p table ul ol span paragraph list content pre article section_text b i'.split(' '),
);

/** Puts the text of a narrative together over its tags, so that it is read as a person would read it. */
export class XmlProse {
  readonly #parts: string[] = [];
  readonly #at: number[] = [];
  readonly #joints = new Map<number, number>();

  /** Adds the text that stands from `start` on in the source. */
  text(value: XmlText, start: number): void {
    this.#parts.push(value.text);
    for (let index = 0; index < value.text.length; index++) this.#at.push(value.at?.[index] ?? start + index);
  }

  /** Adds a tag that begins at `start`: where one stands, what is found must be cut; some also end a line or a cell. */
  tag(name: string, start: number): void {
    this.#joint(start);
    const mark = BLOCKS.has(name) ? '\n' : CELLS.has(name) ? '\t' : '';
    if (mark === '') return;
    this.#parts.push(mark);
    this.#at.push(start);
    this.#joint(start);
  }

  /** Adds what stands inside a tag, or in a comment, between bounds of its own. */
  aside(value: XmlText, { start, end }: Piece): void {
    this.tag('td', start);
    this.text(value, start);
    this.tag('td', end);
  }

  /** The whole as one leaf, if it says anything. */
  leaf(end: number): Leaf | undefined {
    const text = this.#parts.join('');
    const [start] = this.#at;
    if (start === undefined || !/[\p{L}\p{N}]/u.test(text)) return undefined;
    const at = [...this.#at, end];
    return { start, end, text, at, joints: this.#joints, write: writeXmlText, sense: { read: 'text', field: '' } };
  }

  /** Text ends here in the source, whatever stands behind it. */
  #joint(place: number): void {
    if (!this.#joints.has(this.#at.length)) this.#joints.set(this.#at.length, place);
  }
}
