import { KIND, kindOf } from './character-pairs.ts';
import * as sign from './signs.ts';

const ZERO = 48;
const ONE = 49;
const NINE = 57;

/** Follows walks over texts, one after the other, run by run, and gathers the signs that numbers and codes leave. */
export class CodeShapes {
  /** What was seen so far of this text, as bits. */
  signs = 0;
  #codeStart = 0;
  #codeEnd = -1;
  #joint = 0;
  #joints = 0;
  #digitsEnd = -1;
  #lastDigits = 0;
  #chain = 0;
  #groups = 0;

  /** Begins a text. */
  begin(): void {
    this.signs = this.#joints = this.#lastDigits = this.#chain = this.#groups = 0;
    this.#codeEnd = this.#digitsEnd = -1;
  }

  /** Passes a run of letters or digits. */
  passRun(start: number, end: number): void {
    if (start !== this.#codeEnd) this.#codeStart = start;
    this.#codeEnd = end;
    if (end - this.#codeStart === 17) this.signs |= sign.CODE_17.signs;
  }

  /** Passes a character that is neither letter nor digit. */
  passMark(kind: number): void {
    if (kind !== KIND.colon && kind !== KIND.hyphen) {
      this.#joints = 0;
      return;
    }
    this.#joints = kind === this.#joint ? this.#joints + 1 : 1;
    this.#joint = kind;
    if (kind === KIND.colon && this.#joints >= 2) this.signs |= sign.COLONS.signs;
    if (this.#joints >= 5) this.signs |= sign.SIX_GROUPS.signs;
  }

  /** Reads the digits that begin at `start`, and says where they end. */
  readDigits(text: string, start: number): number {
    let end = start + 1;
    while (end < text.length && kindOf(text.charCodeAt(end)) === KIND.digit) end++;
    const joined = start > 0 && start === this.#digitsEnd + 1;
    this.#count(end - start);
    this.#join(end - start, joined ? kindOf(text.charCodeAt(start - 1)) : KIND.other);
    if (beginsOver89(text, start)) this.signs |= sign.DIGITS_OVER_89.signs;
    this.#digitsEnd = end;
    this.passRun(start, end);
    return end;
  }

  #count(digits: number): void {
    if (digits >= 4) this.signs |= sign.DIGITS_4.signs;
    if (digits >= 5) this.signs |= sign.DIGITS_5.signs;
    if (digits >= 6) this.signs |= sign.DIGITS_6.signs;
  }

  /** `joint` is the kind of the one character that stands between these digits and others before it. */
  #join(digits: number, joint: number): void {
    const hyphen = joint === KIND.hyphen;
    const slash = joint === KIND.slash;
    const dot = joint === KIND.dot;
    const space = joint === KIND.space;
    this.#groups = hyphen || slash || dot ? this.#groups + 1 : 1;
    this.#chain = hyphen || space ? this.#chain + digits : digits;
    if (hyphen) this.signs |= sign.DIGITS_HYPHENATED.signs;
    if (slash) this.signs |= sign.DIGITS_SLASHED.signs;
    if (this.#groups >= 3) this.signs |= sign.DIGITS_IN_THREE.signs | sign.SLASH_APART.signs;
    if (this.#chain >= 13) this.signs |= sign.DIGITS_13.signs;
    if ((hyphen || dot || space) && this.#lastDigits >= 2 && digits >= 4) this.signs |= sign.DIGITS_JOIN_4.signs;
    this.#lastDigits = digits;
  }
}

function beginsOver89(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (first !== ONE) return first === NINE;
  return at + 1 < text.length && text.charCodeAt(at + 1) >= ZERO && text.charCodeAt(at + 1) <= ZERO + 2;
}
