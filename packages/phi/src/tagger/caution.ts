import { beginOf, CLASSES, LABELS } from './labels.ts';
import type { Transitions } from './viterbi.ts';

/** What speaks against an identifier beside what was learnt, in the units of the weights: more finds less, and less that is none. */
export interface Caution {
  /** Is added to the score of every token to be outside. */
  readonly outside: number;
  /** What a span of each class costs, however long it is. */
  readonly beginning: Readonly<Record<(typeof CLASSES)[number], number>>;
}

export const NONE: Caution = {
  outside: 0,
  beginning: { NAME: 0, LOCATION: 0, DATE: 0, OTHER_ID: 0, AGE_OVER_89: 0 },
};

/** Transitions of which those that begin a span score less, by what one of its class costs. */
export function withCosts(transitions: Transitions, beginning: Caution['beginning']): Transitions {
  const costly = transitions.slice();
  for (const [index, type] of CLASSES.entries())
    for (let to = beginOf(index); to < costly.length; to += LABELS)
      costly[to] = (costly[to] as number) - beginning[type];
  return costly;
}
