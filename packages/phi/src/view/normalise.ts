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

const BEYOND_ASCII = /[\u0080-\uFFFF]/;
const CODED: readonly Step[] = [
  { needs: BEYOND_ASCII, read: withoutInvisible },
  { needs: /&[#A-Za-z]/, read: withoutEntities },
  { needs: /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{14}/, read: withoutBase64 },
  { needs: /%[0-9A-Fa-f]{2}/, read: withoutPercent },
];
const WRITTEN: readonly Step[] = [
  { needs: BEYOND_ASCII, read: withoutInvisible },
  { needs: BEYOND_ASCII, read: plainCharacters },
  { needs: BEYOND_ASCII, read: lowered },
  { needs: BEYOND_ASCII, read: composed },
  { needs: BEYOND_ASCII, read: withoutLookalikes },
  { needs: /\S {1,3}\S {1,3}\S {1,3}\S(?!\S)/, read: withoutSpacing },
  { needs: /\n/, read: withoutLineBreaks },
];
/** Encodings are read twice: base64 in base64, entities of entities. */
const STEPS: readonly Step[] = [...CODED, ...CODED, ...WRITTEN];

/**
 * Reads a text as a person would: encodings decoded, invisible characters left out, styled and foreign look-alikes as plain letters and digits,
 * what is spaced out or broken across lines as one. The view may be shorter or longer; `toOriginal` gives spans their exact
 * offsets in `text`, disjoint and in order. Linear in the length of the text, on any text.
 */
export function normalise(text: string): View {
  const views: View[] = [];
  let read = canonicalize(text);
  for (const { needs, read: reading } of STEPS) {
    const view = needs.test(read) ? reading(read) : undefined;
    if (view === undefined) continue;
    views.push(view);
    read = canonicalize(view.text);
  }
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
