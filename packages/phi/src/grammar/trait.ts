/**
 * What a text can be seen to hold in one pass over it, as bits: signs (a character, two side by side, a form of number),
 * words, and words that labels begin with. A rule names the traits without which it finds nothing, and is not asked
 * about a text that lacks one.
 */
export interface Trait {
  readonly signs: number;
  readonly words: number;
  readonly labels: number;
}

/** The trait of every text. */
export const NO_TRAIT: Trait = Object.freeze({ signs: 0, words: 0, labels: 0 });

/** The trait of a text that holds every one of `traits`. */
export function allOf(traits: readonly Trait[]): Trait {
  return traits.reduce(
    (all, { signs, words, labels }) => ({
      signs: all.signs | signs,
      words: all.words | words,
      labels: all.labels | labels,
    }),
    NO_TRAIT,
  );
}

/** Whether a text has a trait. */
export function has(text: Trait, { signs, words, labels }: Trait): boolean {
  return (text.signs & signs) === signs && (text.words & words) === words && (text.labels & labels) === labels;
}
