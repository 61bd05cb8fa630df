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

/** One reading of a text. A text without a match of `needs` it leaves as it is. */
interface Step {
  readonly needs: RegExp;
  readonly read: (text: string) => View | undefined;
}

/** Characters beyond those that Latin letters and their signs are written with, and the soft hyphen; the mark of what is sealed is none of them. */
const ODD = /[\u00AD\u0250-\uFFFB\uFFFD-\uFFFF]/;
const CODED: readonly Step[] = [
  { needs: ODD, read: withoutInvisible },
  { needs: /&[#A-Za-z]/, read: withoutEntities },
  { needs: /[A-Za-z0-9]/, read: withoutBase64 },
  { needs: /%[0-9A-Fa-f]{2}/, read: withoutPercent },
];
const WRITTEN: readonly Step[] = [
  { needs: ODD, read: withoutInvisible },
  { needs: ODD, read: plainCharacters },
  { needs: /[\u00B2\u00B3\u00B9\u2070-\u209F]/, read: lowered },
  { needs: ODD, read: composed },
  { needs: ODD, read: withoutLookalikes },
  { needs: /\S {1,3}\S {1,3}\S {1,3}\S(?!\S)/, read: withoutSpacing },
  { needs: /\n/, read: withoutLineBreaks },
];

/**
 * Reads a text as a person would: encodings decoded, invisible characters left out, styled and foreign look-alikes as plain letters and digits,
 * what is spaced out or broken across lines as one. The view may be shorter or longer; `toOriginal` gives spans their exact
 * offsets in `text`, disjoint and in order. Linear in the length of the text, on any text.
 */
export function normalise(text: string): View {
  const views: View[] = [];
  let read = canonicalize(text);
  const take = (steps: readonly Step[]): void => {
    for (const { needs, read: reading } of steps) {
      const view = needs.test(read) ? reading(read) : undefined;
      if (view === undefined) continue;
      views.push(view);
      read = canonicalize(view.text);
    }
  };
  take(CODED);
  // Encodings are read twice: base64 in base64, entities of entities.
  if (views.length > 0) take(CODED);
  take(WRITTEN);
  if (views.length === 0) return { text: read, toOriginal: (spans) => spans };
  return { text: read, toOriginal: (spans) => disjoint(views.reduceRight((all, view) => view.toOriginal(all), spans)) };
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
