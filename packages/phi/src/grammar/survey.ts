import { KIND, kindOf, pairSigns } from './character-pairs.ts';
import { CodeShapes } from './code-shapes.ts';
import { KnownWords } from './known-words.ts';
import type { Trait } from './trait.ts';
import type { KnownWord } from './word-set.ts';

/** A text, its traits, and where its known words and its lines begin. Offsets are UTF-16, ascending. */
export interface Survey extends Trait {
  readonly text: string;
  /** Of runs of ASCII letters that are known words. A digit, or a letter beyond ASCII, may stand before one. */
  readonly starts: readonly number[];
  /** The word at each of `starts`. */
  readonly known: readonly KnownWord[];
  /** Of every line, the first included, as `^` of a multiline pattern finds them: ECMA-262, LineTerminator. */
  readonly lines: readonly number[];
}

/** Surveys a text in one pass over its characters. */
export function survey(text: string): Survey {
  const shapes = new CodeShapes();
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
      shapes.passRun(start, at);
      before = kindOf(text.charCodeAt(at - 1));
    } else if (kind === KIND.digit) {
      at = shapes.readDigits(text, start);
      before = kind;
    } else {
      at++;
      shapes.passMark(kind);
      if (endsLine(text, start, kind)) lines.push(at);
      const listed = kind === KIND.space && (before === KIND.comma || before === KIND.listSpace);
      before = listed ? KIND.listSpace : kind;
    }
  }
  const { words, labels, starts, known } = found;
  return { text, signs: signs | shapes.signs, words, labels, starts, known, lines };
}

function endsLine(text: string, at: number, kind: number): boolean {
  if (kind !== KIND.foreign) return kind === KIND.lineEnd;
  const code = text.charCodeAt(at);
  return code === 0x2028 || code === 0x2029;
}
