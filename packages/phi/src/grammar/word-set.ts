import { NO_TRAIT, type Trait } from './trait.ts';

/** The trait of a text that holds one of some words. */
export type WordSet = Trait;

/** A word of some set. */
export interface KnownWord {
  /** The same in any case. Two words may have one key. */
  readonly key: number;
  /** The bits of the sets it is in. */
  readonly words: number;
  readonly labels: number;
}

const TRAITS = 32;
const SLOTS = 1 << 15;
const PRIME = 0x01000193;
// Engines keep integers of 30 bits without allocating: 29 of the key, one for its case.
const KEY = 0x1fffffff;

/** Every known word, in either case. Filled while the recognizers load, and only read from then on. */
const KNOWN = new Map<number, KnownWord>();
/** 1 at every slot that has a known word: most words of a text are dismissed by one look here. */
const PRESENT = new Uint8Array(SLOTS);
const counts = { words: 0, labels: 0 };

/**
 * Makes a set of words. A word is a run of ASCII letters, in any case, or with a capital first letter if `capital` says
 * so; of `P.O.` and `Señora` it is `P` and `Se`. Beyond 32 sets some share a bit: a text may seem to hold words of a set
 * when it holds none, never the other way round.
 */
export function wordSet(words: readonly string[], { capital = false }: { readonly capital?: boolean } = {}): WordSet {
  const trait = Object.freeze({ ...NO_TRAIT, words: 1 << (counts.words++ % TRAITS) });
  for (const word of words) {
    learn(keyOf(word), true, trait);
    if (!capital) learn(keyOf(word), false, trait);
  }
  return trait;
}

/** Makes a set of the words that labels begin with. */
export function labelWordSet(words: readonly string[]): WordSet {
  const trait = Object.freeze({ ...NO_TRAIT, labels: 1 << (counts.labels++ % TRAITS) });
  for (const word of words) for (const capital of [true, false]) learn(keyOf(word), capital, trait);
  return trait;
}

/** Reads words written with spaces or line breaks between them. */
export function wordList(text: string): readonly string[] {
  return Object.freeze(text.trim().split(/\s+/));
}

/** The key of no letters. */
export const NO_LETTERS = 0x811c9dc5 & KEY;

/** The key a word has with one more letter, in either case. FNV-1a, cut to 29 bits. */
export function addLetter(key: number, code: number): number {
  return Math.imul(key ^ (code | 32), PRIME) & KEY;
}

/** The key of the run of ASCII letters a text begins with. */
export function keyOf(text: string): number {
  const letters = /^[A-Za-z]*/.exec(text)?.[0] ?? '';
  let key = NO_LETTERS;
  for (let at = 0; at < letters.length; at++) key = addLetter(key, letters.charCodeAt(at));
  return key;
}

/** The known word of a key, if there is one. */
export function knownWord(key: number, capital: boolean): KnownWord | undefined {
  const id = idOf(key, capital);
  return PRESENT[slotOf(id)] === 1 ? KNOWN.get(id) : undefined;
}

function learn(key: number, capital: boolean, { words, labels }: Trait): void {
  const id = idOf(key, capital);
  const known = KNOWN.get(id);
  KNOWN.set(id, Object.freeze({ key, words: (known?.words ?? 0) | words, labels: (known?.labels ?? 0) | labels }));
  PRESENT[slotOf(id)] = 1;
}

function idOf(key: number, capital: boolean): number {
  return (key << 1) | (capital ? 1 : 0);
}

function slotOf(id: number): number {
  return (id ^ (id >>> 15)) & (SLOTS - 1);
}
