import { inCaseOf } from '../../grammar/letter-case.ts';
import type { OperatorContext } from '../operator-context.ts';
import { FEMALE_NAMES, MALE_NAMES, SHARED_NAMES } from './given-names.ts';
import { otherOf } from './other-of.ts';
import { SURNAMES } from './surnames.ts';
import { surrogateCode } from './surrogate-code.ts';

const WORD = /(?:\p{L}[\p{L}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*)|\d+/gu;
const STAYS = new Set(
  'de del della der den di da das do dos du la le van von ter ten bin bint ibn al el y e zu af av and dr mr mrs ms miss mx prof jr sr ii iii iv md do rn np pa phd'.split(
    ' ',
  ),
);
const POSSESSIVE = /['’]s$/i;
/** Women's, men's, and either's; every other word counts as a surname. */
const GIVEN = [FEMALE_NAMES, MALE_NAMES, SHARED_NAMES].map((list) => ({ list, known: new Set(list) }));
const SURNAME = { list: SURNAMES, known: new Set(SURNAMES) };

/**
 * Another name of as many words: a given name that tells a gender becomes another of that gender, any other word a surname.
 * Order, comma, initials, particles, titles and letter case stay. A word has the same surrogate wherever it stands, so
 * that `Calloway` stays the name that `Ines Calloway` got. Two names may come to share one.
 */
export function surrogateName(value: string, context: OperatorContext): string {
  const named = [...value.matchAll(WORD)].some(([word]) => word.length > 1 && !STAYS.has(word.toLowerCase()));
  return value.replace(WORD, (word) => {
    if (/^\d/.test(word)) return surrogateCode(word, context);
    const tail = POSSESSIVE.exec(word)?.[0] ?? '';
    return surrogateWord(word.slice(0, word.length - tail.length), named, context) + tail;
  });
}

/** Another name for one word. */
export function surrogateNameWord(word: string, context: OperatorContext): string {
  const lower = word.normalize('NFC').toLowerCase();
  const list = GIVEN.find(({ known }) => known.has(lower))?.list ?? SURNAME.list;
  return inCaseOf(word, otherOf(list, lower, context.draw('name', lower)));
}

function surrogateWord(word: string, named: boolean, context: OperatorContext): string {
  if (named && STAYS.has(word.toLowerCase())) return word;
  return isInitials(word) ? surrogateCode(word, context) : surrogateNameWord(word, context);
}

/** One letter, or two and three capitals that are nobody's name. */
function isInitials(word: string): boolean {
  if (word.length === 1) return /[a-z]/i.test(word);
  const isName = [...GIVEN, SURNAME].some(({ known }) => known.has(word.toLowerCase()));
  return !isName && /^(?:[A-Z]{2}|[B-DF-HJ-NP-TV-XZ]{3})$/.test(word);
}
