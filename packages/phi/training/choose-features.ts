import { PLACES, placeOf, tagOf } from '../src/tagger/rows.ts';
import { allFeaturesAt } from './features-at.ts';
import type { Lesson } from './lesson.ts';

/** How many texts a feature must occur in. One that is seen in fewer is learnt by heart, and says nothing of other texts. */
const LEAST_TEXTS = 3;
/** How many places features are counted in. */
const COUNTERS = 1 << 26;

/** Chooses the features that have rows, those in the most texts first. Gives the tag of each row, 0 for none. */
export function chooseFeatures(texts: () => Iterable<Lesson>): Int8Array {
  const counts = countTexts(texts());
  const tags = new Int8Array(PLACES);
  const owners = new Uint8Array(PLACES);
  for (const lesson of texts()) {
    for (let at = 0; at < lesson.labels.length; at++) {
      for (const feature of allFeaturesAt(lesson, at)) {
        const count = counts[counterOf(feature)] as number;
        const row = placeOf(feature);
        if (count < LEAST_TEXTS || count <= (owners[row] as number)) continue;
        owners[row] = count;
        tags[row] = tagOf(feature);
      }
    }
  }
  return tags;
}

function countTexts(texts: Iterable<Lesson>): Uint8Array {
  const counts = new Uint8Array(COUNTERS);
  const seen = new Int32Array(COUNTERS);
  let text = 0;
  for (const lesson of texts) {
    text++;
    for (let at = 0; at < lesson.labels.length; at++) {
      for (const feature of allFeaturesAt(lesson, at)) {
        const place = counterOf(feature);
        if (seen[place] === text) continue;
        seen[place] = text;
        counts[place] = Math.min(255, (counts[place] as number) + 1);
      }
    }
  }
  return counts;
}

function counterOf(feature: number): number {
  return Math.imul(feature, 0x9e3779b1) >>> 6;
}
