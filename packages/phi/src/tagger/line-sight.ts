import { mix } from './hash.ts';
import { TableEye, type TableSight } from './table-eye.ts';
import { GAP, TOKEN, type Tokens } from './tokens.ts';
import { REACH, type WordSight } from './word-sight.ts';

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
    header: ints(),
    above: ints(),
  };
}

/** Sees lines. */
export class LineEye {
  readonly #table = new TableEye();

  /** Writes what the lines say of each token into `sight`. */
  see(tokens: Tokens, words: readonly WordSight[], sight: LineSight): void {
    this.#seeForward(tokens, words, sight);
    seeBackward(tokens, words, sight.next);
    this.#table.see(tokens, words, sight);
  }

  #seeForward({ text, count, starts, kinds, gaps }: Tokens, words: readonly WordSight[], sight: LineSight): void {
    const { label, label2, place, previous, first } = sight;
    let [lastLabel, lastLabel2, last, before, index, begin] = [0, 0, 0, 0, 0, 0];
    for (let at = 0; at < count; at++) {
      if (gaps[at] === GAP.line) lastLabel = lastLabel2 = last = before = index = begin = 0;
      place[at] = index;
      if (index < 7) index++;
      label[at] = lastLabel;
      label2[at] = lastLabel2;
      previous[at] = last;
      first[at] = begin;
      if (kinds[at] === TOKEN.letters) {
        before = last;
        last = (words[at + REACH] as WordSight).hash;
        if (begin === 0) begin = last;
      } else if (kinds[at] === TOKEN.mark && isColon(text.charCodeAt(starts[at] as number))) {
        lastLabel = last;
        lastLabel2 = mix(before, last);
      }
    }
  }
}

function seeBackward({ count, kinds, gaps }: Tokens, words: readonly WordSight[], into: Int32Array): void {
  let next = 0;
  for (let at = count - 1; at >= 0; at--) {
    into[at] = next;
    if (kinds[at] === TOKEN.letters) next = (words[at + REACH] as WordSight).hash;
    if (gaps[at] === GAP.line) next = 0;
  }
}

function isColon(code: number): boolean {
  return code === 58 || code === 61 || code === 35 || code === 0xff1a;
}
