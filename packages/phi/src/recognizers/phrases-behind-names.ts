import { type WordSet, wordList, wordSet } from '../grammar/word-set.ts';

/** A phrase that gives away the name before it. */
export interface PhraseBehindName {
  /** The words the pattern begins with. */
  readonly at: WordSet;
  /** Sticky. Its group `gap`, which a lookbehind reads, is what stands between the name and the word. */
  readonly pattern: RegExp;
  /** Whether one word before it is enough for a name. Default: false, it takes two. */
  readonly sure?: boolean;
}

/** Phrases behind names: `… is a pleasant patient`, `…, a 45-year-old`, `… denies`, `… was seen`, `…'s wife`. */
export const PHRASES_BEHIND_NAMES: readonly PhraseBehindName[] = Object.freeze([
  {
    at: wordSet(['is']),
    pattern:
      /(?<=(?<gap> ))is an? (?:(?:very |quite |most )?(?:pleasant|delightful|lovely|charming|nice)\b|(?:\d{1,3}|\[?\uFFFC)[- ]?(?:year|yr|y\/?o|month|week))/y,
    sure: true,
  },
  {
    at: wordSet(['a', 'an']),
    pattern: /(?<=(?<gap>, ))an? (?:\d{1,3}|\uFFFC)(?: ?[MF]\b|[- ]?(?:year|yr|y\/?o))/y,
  },
  {
    at: wordSet(wordList('denies denied endorses complains complained')),
    pattern: /(?<=(?<gap> ))(?:denies|denied|endorses|complains|complained)\b/y,
    sure: true,
  },
  {
    at: wordSet(wordList('tolerated informed counseled counselled advised reassured consented verbalized')),
    pattern:
      /(?<=(?<gap> (?:was )?))(?:tolerated (?:this|the procedure) well|(?<=was )(?:informed and agrees|counsell?ed|advised|reassured)\b|consented to|verbalized understanding)/y,
    sure: true,
  },
  {
    at: wordSet(
      wordList('reports states presents presented tolerated called returns came lives agrees understands verbalized'),
    ),
    pattern:
      /(?<=(?<gap> ))(?:reports|states that|presents|presented|tolerated|called|returns|came|lives|agrees|understands|verbalized)\b/y,
  },
  {
    at: wordSet(wordList('seen informed admitted evaluated referred discharged born diagnosed here')),
    pattern:
      /(?<=(?<gap> (?:was|is) ))(?:(?<=was )(?:seen|informed|admitted|evaluated|referred|discharged|born|diagnosed)|(?<=is )here)\b/y,
  },
  {
    at: wordSet(
      wordList(`wife husband son daughter mother father family chart brother sister spouse partner parents labs
        appointment caregiver medications room`),
    ),
    pattern:
      /(?<=(?<gap>'s ))(?:wife|husband|son|daughter|mother|father|family|chart|brother|sister|spouse|partner|parents|labs|appointment|caregiver|medications|room)\b/y,
    sure: true,
  },
]);
