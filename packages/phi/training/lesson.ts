import type { Entity } from '@sallyport/core';
import type { MarkedDocument } from '@sallyport/testkit';
import { beginOf, CLASSES } from '../src/tagger/labels.ts';
import { TextEye, type TextSight } from '../src/tagger/text-sight.ts';
import { type Tokens, tokenize } from '../src/tagger/tokens.ts';
import type { SeenWord } from '../src/tagger/word-sight.ts';
import { type TrainingLists, trainingEyes } from './training-eyes.ts';

/** A text to learn from: how it looks, and its labels. Good until the next is made. */
export interface Lesson {
  readonly sight: TextSight;
  /** The words, by what the sight knows them by. */
  readonly words: readonly SeenWord[];
  readonly labels: Uint8Array;
}

const OTHER = CLASSES.indexOf('OTHER_ID');

/** Gives what makes lessons of marked texts: each token has the label of the mark it lies in. */
export function lessonMaker(lists: TrainingLists): (document: MarkedDocument) => Lesson {
  const eyes = trainingEyes(lists);
  const eye = new TextEye(eyes);
  return (document) => {
    const tokens = tokenize(document.text);
    return { sight: eye.see(tokens), words: eyes.words, labels: labelsOf(document, tokens) };
  };
}

function labelsOf({ spans }: MarkedDocument, tokens: Tokens): Uint8Array {
  const labels = new Uint8Array(tokens.count);
  const sorted = spans.toSorted((a, b) => a.start - b.start);
  let next = 0;
  let open: (typeof sorted)[number] | undefined;
  for (let at = 0; at < tokens.count; at++) {
    const [start, end] = [tokens.starts[at] ?? 0, tokens.ends[at] ?? 0];
    for (let span = sorted[next]; span !== undefined && span.end <= start; span = sorted[++next]);
    const span = sorted[next];
    if (span === undefined || span.start >= end) continue;
    labels[at] = beginOf(classFor(span.type)) + (open === span ? 1 : 0);
    open = span;
  }
  return labels;
}

function classFor(type: Entity): number {
  const index = (CLASSES as readonly Entity[]).indexOf(type);
  return index < 0 ? OTHER : index;
}
