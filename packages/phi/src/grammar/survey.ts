import { KIND, kindOf, pairSigns } from './character-pairs.ts';
import { CodeShapes } from './code-shapes.ts';
import { KnownWords } from './known-words.ts';
import type { Trait } from './trait.ts';

/** A text, its traits, and where its known words and its lines begin. Offsets are UTF-16, ascending. */
export interface Survey extends Trait {
  readonly text: string;
  /** Of runs of ASCII letters that are known words. A digit, or a letter beyond ASCII, may stand before one. */
  readonly starts: readonly number[];
  /** The key of the word at each of `starts`, and the sets it is in, as bits. */
  readonly keys: readonly number[];
  readonly wordsAt: readonly number[];
  readonly labelsAt: readonly number[];
  /** Of every line, the first included, as `^` of a multiline pattern finds them: ECMA-262, LineTerminator. */
  readonly lines: readonly number[];
}

const SHAPES = new CodeShapes();

/** Surveys a text in one pass over its characters. */
export function survey(text: string): Survey {
  SHAPES.begin();
  const found = new KnownWords();
  const lines = [0];
  let signs = 0;
  let before: number = KIND.other;
  for (let at = 0; at < text.length; ) {
    const start = at;
    const kind = kindOf(text.charCodeAt(at));
    signs |= pairSigns(before, kind);
    if (kind === KIND.small || kind === KIND.capital) {
      at = found.readWord(text, start);
      SHAPES.passRun(start, at);
      before = kindOf(text.charCodeAt(at - 1));
    } else if (kind === KIND.digit) {
      at = SHAPES.readDigits(text, start);
      before = kind;
    } else {
      at++;
      SHAPES.passMark(kind);
      if (endsLine(text, start, kind)) lines.push(at);
      const listed = kind === KIND.space && (before === KIND.comma || before === KIND.listSpace);
      before = listed ? KIND.listSpace : kind;
    }
  }
  const { words, labels, starts, keys, wordsAt, labelsAt } = found;
  return { text, signs: signs | SHAPES.signs, words, labels, starts, keys, wordsAt, labelsAt, lines };
}

function endsLine(text: string, at: number, kind: number): boolean {
  if (kind !== KIND.foreign) return kind === KIND.lineEnd;
  const code = text.charCodeAt(at);
  return code === 0x2028 || code === 0x2029;
}
