import type { Span } from '@sallyport/core';
import { allMatches } from './grammar/matches.ts';

/** `Ines Calloway RN (IC)` */
const BEHIND = /^(?:,? [A-Z][A-Za-z.]{1,6}){0,2} ?\(([A-Z]{2,4})\)/;
/** `IC = Ines Calloway`, `IC: RN Ines Calloway` */
const BEFORE = /(?<![\p{L}\p{N}])([A-Z]{2,4}) ?[=:–—-] ?(?:[A-Z][A-Za-z]{1,4}\.? ){0,2}$/u;
const TOKEN = /(?<![\p{L}\p{N}])[A-Z]{2,4}(?![\p{L}\p{N}])/gu;
const CREDENTIAL = /^(?:RN|NP|PA|MD|DO|LPN|LVN|PT|OT|RT|RD|SW|CNA|MA)$/;
const SCORE = 0.7;
const MOST_WORDS = 6;

/** Finds initials wherever they stand, in texts that say once whose they are: `IC = Ines Calloway`. One walk over the capitals of such a text. */
export function findInitials(text: string, spans: readonly Span[]): readonly Span[] {
  const known = new Set(spans.flatMap((span) => (span.type === 'NAME' ? declaredBy(text, span) : [])));
  if (known.size === 0) return [];
  const found: Span[] = [];
  for (const { 0: token, index } of allMatches(text, TOKEN))
    if (known.has(token)) found.push({ start: index, end: index + token.length, type: 'NAME', score: SCORE });
  return found;
}

function declaredBy(text: string, { start, end }: Span): readonly string[] {
  const said = [
    BEHIND.exec(text.slice(end, end + 24))?.[1],
    BEFORE.exec(text.slice(Math.max(0, start - 24), start))?.[1],
  ];
  const letters = text
    .slice(start, end)
    .split(/[ -]+/, MOST_WORDS)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
  const ends = `${letters.at(0)}${letters.at(-1)}`;
  return said
    .filter((one) => one !== undefined)
    .filter((one) => (letters.startsWith(one) || one === ends) && !CREDENTIAL.test(one));
}
