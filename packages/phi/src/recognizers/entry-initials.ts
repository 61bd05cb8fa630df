import type { Span } from '@sallyport/core';
import { matchesAtLines } from '../grammar/matches.ts';
import { DIGIT, LINE_END } from '../grammar/signs.ts';
import type { Survey } from '../grammar/survey.ts';
import type { FindRule } from '../rule.ts';

/** A line that begins with a day, perhaps a time, and who wrote it. */
const ENTRY =
  /[ \t]{0,8}\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?(?:,? {1,2}\d{1,2}:?\d{2})?:? {1,4}(?<who>\p{Ll}{2,3})(?= ?[—–:-] )/uy;
/** What lines of notes begin with, and is nobody. */
const SHORT = new Set(
  'pt lm vm tc pc ov er ed or us ct mr np rx md rn ma fu hx dx tx sx cc hpi ros pe am pm dos eob re dr ph wt bp hr rr adm dc op po iv im inr lab x xr mri pet ref msg rtc no ok per the and for'.split(
    ' ',
  ),
);

/** `02/03/25 cjw — resent claim`: initials in lower case under which a log is kept, where at least two lines begin so. */
export const ENTRY_INITIALS: FindRule = { needs: [LINE_END, DIGIT], find: findWriters };

function findWriters(survey: Survey): readonly Span[] {
  const found: Span[] = [];
  for (const { 0: all, index, groups } of matchesAtLines(survey, ENTRY)) {
    const who = groups?.who ?? '';
    const end = index + all.length;
    if (!SHORT.has(who)) found.push({ start: end - who.length, end, type: 'NAME', score: 0.7 });
  }
  return found.length > 1 ? found : [];
}
