import { CONTEXTS, contextFeatures } from '../src/tagger/context-features.ts';
import { DISTANCES, MOST_FEATURES, REACH, type SeenWord, wordFeatures } from '../src/tagger/word-sight.ts';
import type { Lesson } from './lesson.ts';

const room = new Int32Array(CONTEXTS + DISTANCES * MOST_FEATURES);
const one = new Int32Array(MOST_FEATURES);

/** The features of the words around a token; without the word itself, its outline stays. */
export function wordFeaturesAt(lesson: Lesson, at: number, withoutWord = false): Int32Array {
  return room.slice(0, addWordFeatures(lesson, { at, withoutWord, from: 0 }));
}

/** All features of a token. */
export function allFeaturesAt(lesson: Lesson, at: number, withoutWord = false): Int32Array {
  contextFeatures(lesson.sight, at, room);
  return room.slice(0, addWordFeatures(lesson, { at, withoutWord, from: CONTEXTS }));
}

interface Place {
  readonly at: number;
  readonly withoutWord: boolean;
  readonly from: number;
}

function addWordFeatures({ sight, words }: Lesson, { at, withoutWord, from }: Place): number {
  let count = from;
  for (let distance = 0; distance < DISTANCES; distance++) {
    const word = words[sight.words.known[at + distance] as number] as SeenWord;
    const own = wordFeatures(word, distance, one);
    const [first, last] = withoutWord && distance === REACH ? [1, 2] : [0, own];
    for (let index = first; index < last; index++) room[count++] = one[index] as number;
  }
  return count;
}
