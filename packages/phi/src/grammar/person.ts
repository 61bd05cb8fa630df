import { isCapitalized } from './characters.ts';
import { isEponymContext } from './eponyms.ts';
import { isNotName } from './not-names.ts';
import { type Word, wordAt, wordBefore } from './words.ts';

/** How a person's name may be written at a place. */
export interface PersonStyle {
  /** `LAST, FIRST` may be one name. Default: false. */
  readonly comma?: boolean;
  /** Words without a capital count too. Default: false. */
  readonly lowerCase?: boolean;
}

/** A name read from a text. */
export interface Person {
  readonly start: number;
  readonly end: number;
  /** Words longer than an initial. */
  readonly words: number;
}

const PARTICLES: ReadonlySet<string> = new Set(
  'de del della der den di da das do dos du la le van von ter ten bin bint ibn binti al el y e zu af av st'.split(' '),
);
const SUFFIX = /^(?:jr|sr|ii|iii|iv)$/i;
const MOST_WORDS = 6;

/** Reads a person's name that begins at `start`: up to six words, initials, particles and a suffix. */
export function personAt(text: string, start: number, style: PersonStyle = {}): Person | undefined {
  let end = start;
  let words = 0;
  let comma = style.comma === true;
  let at = start;
  for (let count = 0; count < MOST_WORDS; count++) {
    const word = wordAt(text, at);
    if (word === undefined) break;
    if (words > 0 && SUFFIX.test(word.text)) return { start, end: withDot(text, word), words };
    const kind = kindOf(text, word, style);
    if (kind === 'none' || (kind === 'particle' && !leadsOn(text, word))) break;
    if (kind !== 'particle') end = kind === 'initial' ? withDot(text, word) : word.end;
    if (kind === 'word') words++;
    at = Math.max(end, word.end);
    const gap = gapAt(text, at, comma && words > 0);
    if (gap === 0) break;
    if (text.charAt(at) === ',') comma = false;
    at += gap;
  }
  return words === 0 ? undefined : { start, end, words };
}

/** Reads a person's name that ends at `end`: up to four capitalised words and initials. */
export function personBefore(text: string, end: number): Person | undefined {
  let start = end;
  let words = 0;
  let at = end;
  for (let count = 0; count < 4; count++) {
    const dotted = text.charAt(at - 1) === '.';
    const word = wordBefore(text, dotted ? at - 1 : at);
    if (word === undefined || !isCapitalized(word.text) || isNotName(word.text)) break;
    if (dotted && word.text.length > 1) break;
    if (word.text.length > 1) words++;
    start = word.start;
    at = word.start - 1;
    if (text.charAt(at) !== ' ') break;
  }
  return words === 0 ? undefined : { start: particlesBefore(text, start), end, words };
}

/** Particles that stand before nothing but names; `de`, `la` and others do so only in company. */
const SURE_PARTICLES: ReadonlySet<string> = new Set(
  'della der den dos van von ter bin bint ibn binti af av'.split(' '),
);

/** Where the particles before a name begin; where there are none, the name itself. */
function particlesBefore(text: string, start: number): number {
  let first = start;
  let sure = false;
  for (let count = 0; count < 3 && text.charAt(first - 1) === ' '; count++) {
    const word = wordBefore(text, first - 1);
    if (word === undefined || word.end !== first - 1 || !PARTICLES.has(word.text)) break;
    sure ||= count > 0 || SURE_PARTICLES.has(word.text);
    first = word.start;
  }
  return sure ? first : start;
}

/** Whether a word can be a part of a name where a name is expected. */
export function isNameWord(word: string): boolean {
  return word.length > 1 && isCapitalized(word) && !isNotName(word);
}

function kindOf(
  text: string,
  word: Word,
  { lowerCase = false }: PersonStyle,
): 'word' | 'initial' | 'particle' | 'none' {
  if (PARTICLES.has(word.text)) return 'particle';
  if (word.text.length === 1) return isCapitalized(word.text) ? 'initial' : 'none';
  if (!lowerCase && !isCapitalized(word.text)) return 'none';
  if (isNotName(word.text) || /[:\d_]/.test(text.charAt(word.end))) return 'none';
  return isEponymContext(text.slice(word.end, word.end + 24)) ? 'none' : 'word';
}

function leadsOn(text: string, { end }: Word): boolean {
  if (text.charAt(end) !== ' ') return false;
  const next = wordAt(text, end + 1);
  return next !== undefined && (isNameWord(next.text) || PARTICLES.has(next.text));
}

function withDot(text: string, { end }: Word): number {
  return text.charAt(end) === '.' ? end + 1 : end;
}

function gapAt(text: string, at: number, comma: boolean): number {
  const char = text.charAt(at);
  if (char === ' ') return text.charAt(at + 1) === ' ' ? 0 : 1;
  return char === ',' && comma ? commaGap(text, at) : 0;
}

function commaGap(text: string, at: number): number {
  const gap = text.charAt(at + 1) === ' ' ? 2 : 1;
  const first = wordAt(text, at + gap);
  return first !== undefined && (isNameWord(first.text) || first.text.length === 1) ? gap : 0;
}
