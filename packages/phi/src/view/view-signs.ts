/** What of a text asks for one of the readings of `normalise`, as bits. */
export const SIGN = {
  /** A character beyond those that Latin letters and their signs are written with, or the soft hyphen. */
  odd: 1,
  ampersand: 2,
  percent: 4,
  /** A superscript or subscript. */
  raised: 8,
  line: 16,
  /** Fourteen letters, digits and marks of base64 in a row. */
  block: 32,
  /** Three words of one character, one after the other. */
  singles: 64,
  /** A space that no line is broken at. */
  hardSpace: 128,
} as const;

/** What a UTF-16 code unit below 128 is, as bits of these and signs. */
const SPACE = 256;
const CODED = 512;
const UNITS = Uint16Array.from({ length: 128 }, (_, code) => unitOf(code));
const BLOCK = 14;
const SINGLES = 3;

/** The signs in a text, in one pass. There may be fewer readings than signs, never more. */
export function viewSigns(text: string): number {
  const { length } = text;
  let [signs, run, word, singles] = [0, 0, 0, 0];
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    const unit = code < 128 ? (UNITS[code] as number) : foreignUnit(code);
    signs |= unit;
    run = (unit & CODED) === 0 ? 0 : run + 1;
    if (run === BLOCK) signs |= SIGN.block;
    if ((unit & SPACE) === 0) word++;
    else if (word > 0) {
      singles = word === 1 ? singles + 1 : 0;
      if (singles === SINGLES) signs |= SIGN.singles;
      word = 0;
    }
  }
  return word === 1 && singles === SINGLES - 1 ? signs | SIGN.singles : signs;
}

function unitOf(code: number): number {
  if (code === 10) return SIGN.line | SPACE;
  if (code === 32 || (code >= 9 && code <= 13)) return SPACE;
  if (code === 38) return SIGN.ampersand;
  if (code === 37) return SIGN.percent;
  return /[A-Za-z0-9+/_-]/.test(String.fromCharCode(code)) ? CODED : 0;
}

function foreignUnit(code: number): number {
  if (code === 0xb2 || code === 0xb3 || code === 0xb9) return SIGN.raised;
  if (code >= 0x2070 && code <= 0x209f) return SIGN.raised | SIGN.odd;
  // The mark of what is sealed is not odd.
  if (code === 0xad || (code >= 0x250 && code !== 0xfffc)) return SIGN.odd;
  return code === 0xa0 ? SIGN.hardSpace | SPACE : 0;
}
