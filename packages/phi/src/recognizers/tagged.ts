import { ENTITIES, type Span } from '@sallyport/core';
import { ageEnd } from '../grammar/age-unit.ts';
import { imageFileAround, namesImageFile } from '../grammar/image-file.ts';
import type { Recognizer } from '../recognizer.ts';
import type { Caution } from '../tagger/caution.ts';
import { idTypeOf } from '../tagger/id-type.ts';
import source from '../tagger/model.json' with { type: 'json' };
import { withoutState } from '../tagger/permitted.ts';
import { type Model, readModel } from '../tagger/read-model.ts';
import { stands } from '../tagger/stands.ts';
import { Tagger } from '../tagger/tagger.ts';

/** A text is tagged in stretches of about this many characters, each to the end of a line or else of a word, so that memory is bounded. */
const STRETCH = 32_768;

/** The name of the tagger, at every sensitivity. */
export const TAGGED = 'tagged';

/** How much the tagger finds: `high` more, and more that is none; `low` less of both. */
export type Sensitivity = 'low' | 'standard' | 'high';

/** What a span costs at every sensitivity: names and numbers are taken for what they are not twice as often as the others. */
const BEGINNING: Caution['beginning'] = { NAME: 8, LOCATION: 4, DATE: 4, OTHER_ID: 8, AGE_OVER_89: 4 };

/** What a token has more for being outside. */
const OUTSIDE: Readonly<Record<Sensitivity, number>> = { low: 2, standard: -5, high: -12 };

/** The letter of a sex glued to an age, which is no part of it: `93F`. */
const SEX_BEHIND = /\d[MF]$/i;

let model: Model | undefined;

/**
 * Whatever stands where identifiers stand, with or without form and label: a trained sequence model (docs/detection.md). Its weights are read when
 * first used. The figures are measured at `standard`.
 */
export function makeTagged(sensitivity: Sensitivity): Recognizer {
  let tagger: Tagger | undefined;
  const find = (text: string): readonly Span[] => {
    model ??= readModel(source);
    tagger ??= new Tagger(model, { outside: OUTSIDE[sensitivity], beginning: BEGINNING });
    return findTagged(text, tagger);
  };
  return Object.freeze({ name: TAGGED, entities: ENTITIES, find });
}

function findTagged(text: string, tagger: Tagger): readonly Span[] {
  const standing = tagAll(text, tagger)
    .flatMap((span) => withoutState(text, span))
    .filter((span) => stands(text, span));
  const files = standing.length > 0 && namesImageFile(text);
  return standing.map((span) => wholeSpan(text, span, files));
}

/** Articles and prepositions of languages before the day of a date, which are no part of it: `el 28 de febrero`. */
const LED_DAY = /^(?:el|le|il|am|den|der|de|du|em|on|of) (?=\d)/i;

/** A date without the article before it; an age with its unit; all of a file name in which something was found, as it names a picture; an identifier by what it looks like. */
function wholeSpan(text: string, span: Span, files: boolean): Span {
  if (span.type === 'DATE')
    return { ...span, start: span.start + (LED_DAY.exec(text.slice(span.start, span.end))?.[0].length ?? 0) };
  if (span.type === 'AGE_OVER_89')
    return { ...span, end: ageEnd(text, span.end - (SEX_BEHIND.test(text.slice(span.start, span.end)) ? 1 : 0)) };
  const file = files ? imageFileAround(text, span.start, span.end) : undefined;
  if (file !== undefined)
    return { ...span, type: 'PHOTO', start: Math.min(span.start, file.start), end: Math.max(span.end, file.end) };
  return span.type === 'OTHER_ID' ? { ...span, type: idTypeOf(text, span) } : span;
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
