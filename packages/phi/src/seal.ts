import { ENTITIES, findTokens } from '@sallyport/core';
import { allMatches } from './grammar/matches.ts';

/** A stretch of the original text, UTF-16 offsets, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** U+FFFC OBJECT REPLACEMENT CHARACTER: no letter, no digit, no space, so it is part of no identifier. */
export const OPAQUE = '\uFFFC';

const PLACEHOLDER = new RegExp(`\\[(?:${ENTITIES.join('|')})\\]`, 'g');

/** Finds what earlier operators left: `[NAME]`, and tokens as models write them back, `[name_k7q2m9xf]`. Sorted and disjoint. */
export function findPlaceholders(text: string): readonly Stretch[] {
  if (!text.includes('[')) return [];
  const found: Stretch[] = [];
  for (const match of allMatches(text, PLACEHOLDER))
    found.push({ start: match.index, end: match.index + match[0].length });
  const tokens = findTokens(text);
  return tokens.length === 0 ? found : [...found, ...tokens].sort((a, b) => a.start - b.start);
}

/**
 * Puts one opaque character in the place of each of the given stretches, which must be sorted and disjoint, so that no
 * recognizer can read into or across them. Sealing a text around its spans equals sealing the redacted text: that is why
 * a second scan finds nothing new.
 */
export function sealText(text: string, cuts: readonly Stretch[]): string {
  if (cuts.length === 0) return text;
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of cuts) {
    parts.push(text.slice(from, start));
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join(OPAQUE);
}

/**
 * Gives spans of the sealed text their offsets in the original. `spans` must be sorted and must not touch a cut.
 * One walk over both lists.
 */
export function unsealSpans<T extends Stretch>(spans: readonly T[], cuts: readonly Stretch[]): readonly T[] {
  if (cuts.length === 0) return spans;
  let next = 0;
  let shift = 0;
  return spans.map((span) => {
    for (let cut = cuts[next]; cut !== undefined && cut.start - shift < span.start; cut = cuts[++next]) {
      shift += cut.end - cut.start - 1;
    }
    return { ...span, start: span.start + shift, end: span.end + shift };
  });
}
