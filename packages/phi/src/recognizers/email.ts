import type { Span } from '@sallyport/core';
import { isWordUnit } from '../grammar/characters.ts';
import { allMatches } from '../grammar/matches.ts';
import { AT_SIGN } from '../grammar/signs.ts';
import type { Survey } from '../grammar/survey.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const AT = /@|%40|[([] ?at ?[)\]]/gi;
const DOMAIN =
  /[ ]?[\p{L}\p{N}][\p{L}\p{N}-]{0,62}(?:(?:\.|[ ]?[([] ?dot ?[)\]][ ]?)[\p{L}\p{N}][\p{L}\p{N}-]{0,62}){1,8}/iuy;
const LOCAL_PUNCTUATION = "._%+-'";
const LONGEST_LOCAL = 64;
/** Versions of packages, `pg@8.13.1`, and pictures of twice the size, `logo@2x.png`. */
const NO_DOMAIN = /(?<!^\d{1,3}(?:\.\d{1,3}){2})\.(?:\d{1,2}|png|webp|svg|jpe?g|gif|tiff?)$/i;

/** E-mail addresses, also `(at)` and `(dot)` ones. Starts from the at sign and reads outwards, so that its work is bounded. */
export const email: Recognizer = makeRecognizer({
  name: 'email',
  entities: ['EMAIL'],
  rules: [{ needs: [AT_SIGN], find: findEmails }],
});

function findEmails({ text }: Survey): readonly Span[] {
  const spans: Span[] = [];
  for (const match of allMatches(text, AT)) {
    const spaced = match[0].length > 3;
    const start = localStart(text, spaced && text.charAt(match.index - 1) === ' ' ? match.index - 1 : match.index);
    DOMAIN.lastIndex = match.index + match[0].length;
    if (start >= match.index || !DOMAIN.test(text)) continue;
    const last = spans.at(-1);
    const end = DOMAIN.lastIndex;
    if (NO_DOMAIN.test(text.slice(match.index + match[0].length, end))) continue;
    if (last !== undefined && start < last.end) spans[spans.length - 1] = { ...last, end: Math.max(last.end, end) };
    else spans.push({ start, end, type: 'EMAIL', score: 0.99 });
  }
  return spans;
}

function localStart(text: string, end: number): number {
  const limit = Math.max(0, end - LONGEST_LOCAL);
  let start = end;
  while (
    start > limit &&
    (isWordUnit(text.charCodeAt(start - 1)) || LOCAL_PUNCTUATION.includes(text.charAt(start - 1)))
  )
    start--;
  while (start < end && !isWordUnit(text.charCodeAt(start))) start++;
  return start === end ? text.length : start;
}
