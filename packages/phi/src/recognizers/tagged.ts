import { ENTITIES, type Span } from '@sallyport/core';
import type { Recognizer } from '../recognizer.ts';
import { idTypeOf } from '../tagger/id-type.ts';
import * as source from '../tagger/model.ts';
import { type Model, readModel } from '../tagger/read-model.ts';
import { stands, withoutState } from '../tagger/stands.ts';
import { Tagger } from '../tagger/tagger.ts';

/** A text is tagged in stretches of about this many characters, each to the end of a line or else of a word, so that memory is bounded. */
const STRETCH = 32_768;

/** The name of the tagger, at every sensitivity. */
export const TAGGED = 'tagged';

/** How much the tagger finds: `high` more, and more that is none; `low` less of both. */
export type Sensitivity = 'low' | 'standard' | 'high';

/** What a token must have more for being part of an identifier, in the units of the weights. */
const CAUTION: Readonly<Record<Sensitivity, number>> = { low: -2, standard: -8, high: -16 };

let model: Model | undefined;

/**
 * Whatever stands where identifiers stand, with or without form and label: a trained sequence model (docs/detection.md). Its weights are read when
 * first used. The figures are measured at `standard`.
 */
export function makeTagged(sensitivity: Sensitivity): Recognizer {
  let tagger: Tagger | undefined;
  const find = (text: string): readonly Span[] => {
    model ??= readModel(source);
    tagger ??= new Tagger(model, CAUTION[sensitivity]);
    return findTagged(text, tagger);
  };
  return Object.freeze({ name: TAGGED, entities: ENTITIES, find });
}

function findTagged(text: string, tagger: Tagger): readonly Span[] {
  const standing = tagAll(text, tagger)
    .flatMap((span) => withoutState(text, span))
    .filter((span) => stands(text, span));
  return standing.map((span) => (span.type === 'OTHER_ID' ? { ...span, type: idTypeOf(text, span) } : span));
}

function tagAll(text: string, tagger: Tagger): readonly Span[] {
  if (text.length <= STRETCH) return tagger.find(text);
  const spans: Span[] = [];
  for (let from = 0; from < text.length; ) {
    const to = stretchEnd(text, from);
    for (const span of tagger.find(text.slice(from, to)))
      spans.push({ ...span, start: span.start + from, end: span.end + from });
    from = to;
  }
  return spans;
}

function stretchEnd(text: string, from: number): number {
  if (from + STRETCH >= text.length) return text.length;
  const line = text.lastIndexOf('\n', from + STRETCH);
  if (line > from) return line + 1;
  const space = text.lastIndexOf(' ', from + STRETCH);
  return space > from ? space + 1 : from + STRETCH;
}
