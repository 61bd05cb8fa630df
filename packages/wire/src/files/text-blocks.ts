import { SallyportError, utf8 } from '@sallyport/core';
import type { Section, SectionReader } from '../sections/section.ts';

/** How to read a text in blocks. */
export interface BlockOptions {
  /** The longest block, in UTF-16 code units. */
  readonly maxTextLength: number;
  /** Whether the text is a slice of a file, which must be whole lines and keep its length. Default: false. */
  readonly slice?: boolean;
  /** Whether the first line may name the columns of what follows. Default: false. */
  readonly rows?: boolean;
}

/** A row of names: cells of words, quoted or not, that hold no digits to speak of. */
const NAMES = /^(?:"?[A-Za-z_][\w .()#/-]{0,63}"?[,;|\t]){1,500}"?[A-Za-z_][\w .()#/-]{0,63}"?\r?\n/;
const LONG_NUMBER = /\d{3}/;

/**
 * Reads a text as one leaf or, where it is too long for one, as several: each ends at a blank line in its second half, or
 * else at its last line's end, so that only an identifier that goes on over that line end can be missed. Rows come with
 * the row of names before them, for what a column is called tells what stands in it. Where the text is cut depends on the
 * text alone. Throws `body_too_large` of a line too long for a block.
 */
export class TextBlocks implements SectionReader<string> {
  readonly #options: BlockOptions;
  #held: string[] = [];
  #length = 0;
  #names: string | undefined;

  constructor(options: BlockOptions) {
    this.#options = options;
  }

  read(text: string): readonly Section[] {
    this.#hold(text);
    const sections: Section[] = [];
    const { maxTextLength } = this.#options;
    if (this.#length <= maxTextLength) return sections;
    let rest = this.#held.join('');
    while (rest.length > maxTextLength) {
      const end = blockEnd(rest, maxTextLength - (this.#names?.length ?? 0));
      sections.push(this.#section(rest.slice(0, end)));
      rest = rest.slice(end);
    }
    this.#held = [rest];
    this.#length = rest.length;
    return sections;
  }

  end(): readonly Section[] {
    const rest = this.#held.join('');
    if (this.#options.slice && rest !== '' && !rest.endsWith('\n')) throw new SallyportError('input_unreadable');
    return rest === '' ? [] : [this.#section(rest)];
  }

  #hold(text: string): void {
    this.#held.push(text);
    this.#length += text.length;
  }

  #section(block: string): Section {
    const names = this.#names ?? '';
    if (this.#options.rows) this.#names ??= namesOf(block, this.#options.maxTextLength / 4);
    return {
      leaves: [{ text: names + block, role: 'text' }],
      inputs: 0,
      ...(this.#options.slice ? { keepsLength: true } : {}),
      write: (replacement) => utf8(withoutNames(replacement(0), names) ?? block),
    };
  }
}

function blockEnd(text: string, limit: number): number {
  const blank = Math.max(text.lastIndexOf('\n\n', limit - 2), text.lastIndexOf('\n\r\n', limit - 3));
  const line = text.lastIndexOf('\n', limit - 1);
  // HL7 v2 ends its segments with a bare CR
  const last = (line < 0 ? text.lastIndexOf('\r', limit - 1) : line) + 1;
  const end = blank < limit / 2 ? last : text.indexOf('\n', blank + 1) + 1;
  if (end === 0) throw new SallyportError('body_too_large');
  return end;
}

function namesOf(block: string, limit: number): string {
  const [names = ''] = NAMES.exec(block) ?? [];
  return names.length > limit || LONG_NUMBER.test(names) ? '' : names;
}

/** What replaces a block, the names before it taken off. Where they were replaced too, no one can tell where the block begins. */
function withoutNames(text: string | undefined, names: string): string | undefined {
  if (text === undefined) return undefined;
  if (!text.startsWith(names)) throw new SallyportError('input_unreadable');
  return text.slice(names.length);
}
