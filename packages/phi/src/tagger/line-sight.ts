import { mix } from './hash.ts';
import { TableEye, type TableSight } from './table-eye.ts';
import { GAP, TOKEN, type Tokens } from './tokens.ts';
import type { WordColumns } from './word-columns.ts';
import { REACH } from './word-sight.ts';

/** What each token's line says of it. */
export interface LineSight extends TableSight {
  /** The word, and the two words, before the last colon of the line. */
  readonly label: Int32Array;
  readonly label2: Int32Array;
  /** Which token of its line it is, up to 7. */
  readonly place: Uint8Array;
  /** The nearest words with letters before and behind, on the line. */
  readonly previous: Int32Array;
  readonly next: Int32Array;
  /** The first word of the line. */
  readonly first: Int32Array;
  /** The last word of the line above. */
  readonly over: Int32Array;
  /** How many pairs like `3/4` or `3-4` the line has, up to 3. */
  readonly pairs: Uint8Array;
}

/** Makes room for so many tokens. */
export function makeLineSight(length: number): LineSight {
  const ints = () => new Int32Array(length);
  return {
    label: ints(),
    label2: ints(),
    place: new Uint8Array(length),
    previous: ints(),
    next: ints(),
    first: ints(),
    over: ints(),
    pairs: new Uint8Array(length),
    header: ints(),
    above: ints(),
  };
}

/** Sees lines. */
export class LineEye {
  readonly #table = new TableEye();

  /** Writes what the lines say of each token into `sight`. */
  see(tokens: Tokens, words: WordColumns, sight: LineSight): void {
    this.#seeForward(tokens, words, sight);
    seeBackward(tokens, words, sight.next);
    countPairs(tokens, sight.pairs);
    this.#table.see(tokens, words, sight);
  }

  #seeForward({ text, count, starts, kinds, gaps }: Tokens, { hashes }: WordColumns, sight: LineSight): void {
    const { label, label2, place, previous, first, over } = sight;
    let [lastLabel, lastLabel2, last, before, index, begin, above] = [0, 0, 0, 0, 0, 0, 0];
    for (let at = 0; at < count; at++) {
      if (gaps[at] === GAP.line) {
        above = last;
        lastLabel = lastLabel2 = last = before = index = begin = 0;
      }
      place[at] = index;
      if (index < 7) index++;
      label[at] = lastLabel;
      label2[at] = lastLabel2;
      previous[at] = last;
      first[at] = begin;
      over[at] = above;
      if (kinds[at] === TOKEN.letters) {
        before = last;
        last = hashes[at + REACH] as number;
        if (begin === 0) begin = last;
      } else if (kinds[at] === TOKEN.mark && isColon(text.charCodeAt(starts[at] as number))) {
        lastLabel = last;
        lastLabel2 = mix(before, last);
      }
    }
  }
}

function seeBackward({ count, kinds, gaps }: Tokens, { hashes }: WordColumns, into: Int32Array): void {
  let next = 0;
  for (let at = count - 1; at >= 0; at--) {
    into[at] = next;
    if (kinds[at] === TOKEN.letters) next = hashes[at + REACH] as number;
    if (gaps[at] === GAP.line) next = 0;
  }
}

const MOST_PAIRS = 3;

function countPairs({ count, gaps, values, kinds, text, starts }: Tokens, into: Uint8Array): void {
  let [from, pairs] = [0, 0];
  for (let at = 0; at <= count; at++) {
    if (at === count || gaps[at] === GAP.line) {
      into.fill(Math.min(pairs, MOST_PAIRS), from, at);
      from = at;
      pairs = 0;
    }
    const joined = at > 1 && at < count && gaps[at] === GAP.none && gaps[at - 1] === GAP.none;
    if (!joined || kinds[at - 1] !== TOKEN.mark || !isSmall(values[at]) || !isSmall(values[at - 2])) continue;
    if (joinsNumbers(text.charCodeAt(starts[at - 1] as number))) pairs++;
  }
}

function isSmall(value: number | undefined): boolean {
  return value !== undefined && value >= 0 && value < 100;
}

/** Whether a mark is one that days and months are joined with: `/`, `-`, `.`, or a dash. */
export function joinsNumbers(code: number): boolean {
  return code === 47 || code === 45 || code === 46 || code === 0x2013;
}

function isColon(code: number): boolean {
  return code === 58 || code === 61 || code === 35 || code === 0xff1a;
}
