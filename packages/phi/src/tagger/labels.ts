import type { Entity } from '@sallyport/core';

/** What the tagger tells apart: persons, places, dates, ages over 89, and whatever else identifies. */
export const CLASSES = ['NAME', 'LOCATION', 'DATE', 'OTHER_ID', 'AGE_OVER_89'] as const satisfies readonly Entity[];

/** Label 0 is outside; of class `c`, `1 + 2c` begins a span, and `2 + 2c` goes on with one. */
export const LABELS = 1 + 2 * CLASSES.length;

/** How wide a row of weights is in training: one for each label, one for being worth a closer look, and the rest empty. */
export const WIDTH = 16;

/** Where in a row the weight for a closer look is. */
export const LOOK = LABELS;

/** The label of a class's first token. */
export function beginOf(classIndex: number): number {
  return 1 + 2 * classIndex;
}

/** The class of a label that is not 0. */
export function classOf(label: number): number {
  return (label - 1) >> 1;
}

/** Whether a label goes on with a span. */
export function isInside(label: number): boolean {
  return label > 0 && label % 2 === 0;
}

/** Whether one label may follow another: a span goes on only where one of its class is open. */
export function mayFollow(label: number, before: number): boolean {
  return !isInside(label) || (before > 0 && classOf(before) === classOf(label));
}
