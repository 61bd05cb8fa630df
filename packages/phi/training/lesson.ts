import type { Entity } from '@sallyport/core';
import type { MarkedDocument } from '@sallyport/testkit';
import { beginOf, CLASSES } from '../src/tagger/labels.ts';
import type { TextEye, TextSight } from '../src/tagger/text-sight.ts';
import { type Tokens, tokenize } from '../src/tagger/tokens.ts';

/** A text to learn from: how it looks, and its labels. Good until the eye sees the next. */
export interface Lesson {
  readonly sight: TextSight;
  readonly labels: Uint8Array;
}

const OTHER = CLASSES.indexOf('OTHER_ID');

/** Makes a lesson of a marked text: each token has the label of the mark it lies in. */
export function lessonOf(document: MarkedDocument, eye: TextEye): Lesson {
  const tokens = tokenize(document.text);
  return { sight: eye.see(tokens), labels: labelsOf(document, tokens) };
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
