import type { Span } from '@sallyport/core';
import { canonicalize } from '../canonicalize.ts';
import { withoutBase64 } from './base64.ts';
import { composed } from './composed.ts';
import { withoutEntities } from './entities.ts';
import { withoutInvisible } from './invisible.ts';
import { withoutLineBreaks } from './line-breaks.ts';
import { withoutLookalikes } from './lookalikes.ts';
import { withoutPercent } from './percent.ts';
import { lowered, plainCharacters } from './plain-characters.ts';
import type { View } from './rewrite.ts';
import { withoutSpacing } from './spacing.ts';
import { SIGN, viewSigns } from './view-signs.ts';

/** One reading of a text. A text without all of its signs it leaves as it is. */
interface Step {
  readonly needs: number;
  readonly read: (text: string) => View | undefined;
}

const CODED: readonly Step[] = [
  { needs: SIGN.odd, read: withoutInvisible },
  { needs: SIGN.ampersand, read: withoutEntities },
  { needs: SIGN.block, read: withoutBase64 },
  { needs: SIGN.percent, read: withoutPercent },
];
const WRITTEN: readonly Step[] = [
  { needs: SIGN.odd, read: withoutInvisible },
  { needs: SIGN.odd, read: plainCharacters },
  { needs: SIGN.raised, read: lowered },
  { needs: SIGN.odd, read: composed },
  { needs: SIGN.odd, read: withoutLookalikes },
  { needs: SIGN.singles, read: withoutSpacing },
  { needs: SIGN.line, read: withoutLineBreaks },
];

/**
 * Reads a text as a person would: encodings decoded, invisible characters left out, styled and foreign look-alikes as plain letters and digits,
 * what is spaced out or broken across lines as one. The view may be shorter or longer; `toOriginal` gives spans their exact
 * offsets in `text`, disjoint and in order. Linear in the length of the text, on any text.
 */
export function normalise(text: string): View {
  const views: View[] = [];
  let { text: read, signs } = plain(text);
  const take = (steps: readonly Step[]): void => {
    for (const { needs, read: reading } of steps) {
      const view = (signs & needs) === 0 ? undefined : reading(read);
      if (view === undefined) continue;
      views.push(view);
      ({ text: read, signs } = plain(view.text));
    }
  };
  take(CODED);
  // Encodings are read twice: base64 in base64, entities of entities.
  if (views.length > 0) take(CODED);
  take(WRITTEN);
  if (views.length === 0) return { text: read, toOriginal: (spans) => spans };
  return { text: read, toOriginal: (spans) => disjoint(views.reduceRight((all, view) => view.toOriginal(all), spans)) };
}

/** A text without typographic variants, and its signs; only where there are some can there be variants. */
function plain(text: string): { readonly text: string; readonly signs: number } {
  const signs = viewSigns(text);
  if ((signs & (SIGN.odd | SIGN.hardSpace)) === 0) return { text, signs };
  const read = canonicalize(text);
  return { text: read, signs: viewSigns(read) };
}

// Two spans within what one block or entity wrote are both all of it.
function disjoint(spans: readonly Span[]): readonly Span[] {
  const apart: Span[] = [];
  for (const span of spans) {
    const last = apart.at(-1);
    if (last === undefined || span.start >= last.end) apart.push(span);
    else
      apart[apart.length - 1] = {
        ...(span.score > last.score ? span : last),
        start: last.start,
        end: Math.max(last.end, span.end),
      };
  }
  return apart;
}
