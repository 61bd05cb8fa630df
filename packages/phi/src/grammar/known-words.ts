import { KIND, kindOf } from './character-pairs.ts';
import { addLetter, type KnownWord, knownWord, NO_LETTERS } from './word-set.ts';

/** Follows a walk over a text and gathers the known words in it. */
export class KnownWords {
  /** The bits of the sets they are in. */
  words = 0;
  labels = 0;
  /** Where they begin, what keys they have, and the bits of the sets that each is in. */
  readonly starts: number[] = [];
  readonly keys: number[] = [];
  readonly wordsAt: number[] = [];
  readonly labelsAt: number[] = [];

  /** Reads the ASCII letters that begin at `start`, and says where they end. */
  readWord(text: string, start: number): number {
    const first = text.charCodeAt(start);
    let key = NO_LETTERS;
    let end = start;
    let code = first;
    do {
      key = addLetter(key, code);
      code = ++end < text.length ? text.charCodeAt(end) : 0;
    } while (isLetter(code));
    const word = knownWord(key, kindOf(first) === KIND.capital);
    if (word !== undefined) this.#add(word, start);
    return end;
  }

  #add(word: KnownWord, start: number): void {
    this.words |= word.words;
    this.labels |= word.labels;
    this.starts.push(start);
    this.keys.push(word.key);
    this.wordsAt.push(word.words);
    this.labelsAt.push(word.labels);
  }
}

function isLetter(code: number): boolean {
  const small = code | 32;
  return small >= 97 && small <= 122;
}
