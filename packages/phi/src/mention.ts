import type { Span } from '@sallyport/core';
import { isCapitalized, isLetterUnit } from './grammar/characters.ts';
import { isEponymContext } from './grammar/eponyms.ts';
import { isNotName } from './grammar/not-names.ts';
import { isNameWord } from './grammar/person.ts';
import { type Word, wordAt, wordBefore } from './grammar/words.ts';

const PERSON_AHEAD =
  /^(?:'s?\b| (?:denies|reports|states|was|is|has|had|tolerated|called|agrees|continues|will|did|and|says|understands|presents|returns)\b)/;
const PARTICLE = /^(?:de|del|della|der|den|di|da|do|dos|du|la|le|van|von|ter|ten|bin|bint|ibn|al|el|jr|sr|ii|iii|iv)$/;
const MOST_NAME_WORDS = 12;
const LATER_SCORE = 0.7;

/** A name word, lower-cased, with the spellings it was seen in. */
type KnownWords = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Finds the later mentions of names already found in a text: `Calloway` after `Patient: Ines Calloway`.
 * A word that is also an ordinary word of this text counts only where a person is meant,
 * and never before a noun that makes it an eponym (`Parkinson disease`). One walk over the words.
 */
export function findMentions(text: string, spans: readonly Span[]): readonly Span[] {
  const names = spans.filter(({ type }) => type === 'NAME');
  const known = wordsOf(text, names);
  if (known.size === 0) return [];
  const candidates = wordsLike(text, known);
  const ordinary = new Set(candidates.map((word) => word.text));
  const mentions: Span[] = [];
  let next = 0;
  for (const word of candidates) {
    while ((names[next]?.end ?? Infinity) <= word.start) next++;
    if ((names[next]?.start ?? Infinity) < word.end || !isKnownSpelling(word.text, known)) continue;
    if (isEponymContext(text.slice(word.end, word.end + 24))) continue;
    if (ordinary.has(word.text.toLowerCase()) && !meansPerson(text, word)) continue;
    mentions.push({ start: nameStart(text, word.start), end: word.end, type: 'NAME', score: LATER_SCORE });
  }
  return mentions;
}

/** The words of a text that are, but for case, one of the known ones. Parts of a hyphenated word are none. */
function wordsLike(text: string, known: KnownWords): readonly Word[] {
  const keys = new Set([...known.keys()].map((word) => wordKey(word, 0)));
  const initials = [...known.keys()].reduce((bits, word) => bits | (1 << letterOf(word.charCodeAt(0))), 0);
  const words: Word[] = [];
  let inWord = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = isLetterUnit(code);
    if (letter && !inWord && (initials >> letterOf(code)) & 1 && keys.has(wordKey(text, at))) {
      const word = text.charAt(at - 1) === '-' ? undefined : wordAt(text, at);
      if (word !== undefined && known.has(word.text.toLowerCase())) words.push(word);
    }
    inWord = letter || (code >= 48 && code <= 57);
  }
  return words;
}

/**
 * The first three characters of a word as a number: a letter of ASCII in either case is 1 to 26, anything else 0
 * and the last that counts.
 */
function wordKey(text: string, at: number): number {
  const first = letterOf(text.charCodeAt(at));
  const second = first === 0 ? 0 : letterOf(text.charCodeAt(at + 1));
  const third = second === 0 ? 0 : letterOf(text.charCodeAt(at + 2));
  return (first * 27 + second) * 27 + third;
}

function letterOf(code: number): number {
  return code < 128 && isLetterUnit(code) ? (code | 32) - 96 : 0;
}

function wordsOf(text: string, names: readonly Span[]): KnownWords {
  const known = new Map<string, Set<string>>();
  for (const { start, end } of names) {
    for (const word of text.slice(start, end).split(/[^\p{L}\p{M}'-]/u, MOST_NAME_WORDS)) {
      const lower = word.toLowerCase();
      if (word.length < 2 || isNotName(word) || PARTICLE.test(lower)) continue;
      known.set(lower, (known.get(lower) ?? new Set()).add(word));
    }
  }
  return known;
}

// Initials like "AM" or "MD" are found where they stand; elsewhere two capitals are an abbreviation.
function isKnownSpelling(word: string, known: KnownWords): boolean {
  if (!isCapitalized(word)) return false;
  const capitals = word === word.toUpperCase();
  return !capitals || word.length > 4 || (word.length > 2 && known.get(word.toLowerCase())?.has(word) === true);
}

function meansPerson(text: string, { start, end }: Word): boolean {
  return !startsSentence(text, start) || PERSON_AHEAD.test(text.slice(end, end + 16));
}

function startsSentence(text: string, start: number): boolean {
  return /(?:^|[.!?:\n] {0,2}|,)$/.test(text.slice(Math.max(0, start - 3), start));
}

// "de la Vega" and "Ines Vega" where "Vega" is known; an adverb before it is no first name.
function nameStart(text: string, start: number): number {
  let first = start;
  for (let count = 0; count < 3 && text.charAt(first - 1) === ' '; count++) {
    const word = wordBefore(text, first - 1);
    if (word === undefined || text.charAt(word.end) !== ' ') break;
    const given = isNameWord(word.text) && word.text.length > 2 && !/ly$|^[^a-z]*$/.test(word.text);
    if (given ? startsSentence(text, word.start) : !PARTICLE.test(word.text)) break;
    first = word.start;
    if (given) break;
  }
  return first;
}
