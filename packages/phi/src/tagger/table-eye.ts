import { mix } from './hash.ts';
import { GAP, TOKEN, type Tokens } from './tokens.ts';
import type { WordColumns } from './word-columns.ts';
import { REACH } from './word-sight.ts';

/** What a table says of each token in it. */
export interface TableSight {
  /** What stands over its column, at the head of the table; 0 outside of a table. */
  readonly header: Int32Array;
  /** The outline of what begins the same column on the line above, taken together with the token's place in its own. */
  readonly above: Int32Array;
}

/** How many columns a table may have; those beyond count as the last. */
const COLUMNS = 32;

/** A line's cells: where each begins, its last word, and the outline of its first token. */
class Cells {
  readonly starts = new Int32Array(COLUMNS);
  readonly words = new Int32Array(COLUMNS);
  readonly outlines = new Int32Array(COLUMNS);
  count = 0;

  /** The cell that stands over what begins at `start`. */
  over(start: number): number {
    let index = this.count - 1;
    while (index > 0 && (this.starts[index] as number) > start + 1) index--;
    return index;
  }
}

/**
 * Sees tables: lines of which each has more than one column, parted by two spaces, tabs, bars, or by commas and semicolons without a space. The first
 * of them is their head. A column is told by its number where marks part them, and else by where it begins.
 */
export class TableEye {
  #head = new Cells();
  #above = new Cells();
  #own = new Cells();

  /** Writes what stands over each token. */
  see({ text, count, starts, kinds, gaps }: Tokens, { hashes, shapes }: WordColumns, sight: TableSight): void {
    const { header, above } = sight;
    this.#head.count = this.#above.count = this.#own.count = 0;
    let [line, column, place, over] = [0, 0, 0, -1];
    for (let at = 0; at < count; at++) {
      const start = starts[at] as number;
      const gap = gaps[at] as number;
      const mark = kinds[at] === TOKEN.mark && isBar(text, start, gap);
      const opens = gap === GAP.line || gap === GAP.column;
      if (gap === GAP.line) {
        this.#endLine();
        line = start;
        column = 0;
      } else if (mark || (gap === GAP.column && place > 0)) column = Math.min(column + 1, COLUMNS - 1);
      if (mark || opens) place = 0;
      if (mark) {
        header[at] = above[at] = 0;
        over = -1;
        continue;
      }
      const own = this.#own;
      if (place === 0) {
        own.starts[column] = start - line;
        own.outlines[column] = shapes[at + REACH] as number;
        own.words[column] = 0;
        own.count = column + 1;
        over = opens ? start - line : -1;
      }
      if (kinds[at] === TOKEN.letters) own.words[column] = hashes[at + REACH] as number;
      header[at] = this.#head.count < 2 ? 0 : (this.#head.words[over < 0 ? column : this.#head.over(over)] as number);
      const up = this.#above;
      above[at] =
        up.count < 2 ? 0 : mix(up.outlines[over < 0 ? Math.min(column, up.count - 1) : up.over(over)] as number, place);
      if (place < 3) place++;
    }
  }

  #endLine(): void {
    const own = this.#own;
    if (own.count < 2) {
      this.#head.count = 0;
      [this.#own, this.#above] = [this.#above, own];
    } else if (this.#head.count < 2) {
      [this.#own, this.#head] = [this.#head, own];
      this.#above.count = 0;
    } else [this.#own, this.#above] = [this.#above, own];
    this.#own.count = 0;
  }
}

function isBar(text: string, at: number, gap: number): boolean {
  const code = text.charCodeAt(at);
  if (code === 124) return true;
  return (code === 44 || code === 59) && gap === GAP.none && text.charCodeAt(at + 1) !== 32;
}
