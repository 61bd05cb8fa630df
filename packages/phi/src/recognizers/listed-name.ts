import type { Span } from '@sallyport/core';
import { matchesAtLines, valueStart } from '../grammar/matches.ts';
import { personAt } from '../grammar/person.ts';
import { COMMA_CAPITAL } from '../grammar/signs.ts';
import type { Survey } from '../grammar/survey.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const HEADING = /(?<lead>[ \t]{0,4})\p{Lu}[\p{L}'-]{1,30}(?: \p{Lu}[\p{L}'-]{1,30}){0,2}, ?\p{Lu}/uy;
const AFTER = /^(?:\.?,? {1,3}(?:#|\d|[A-Z]{1,3}-?\d|DOB\b|MRN\b|- |\/\/|seen\b|age\b|[MF]\b)| {0,3}(?:\||\(\d|\t))/i;

/** `LAST, FIRST M` at the start of a line, where a number, an age or a label follows. */
export const listedName: Recognizer = makeRecognizer({
  name: 'listed-name',
  entities: ['NAME'],
  rules: [{ needs: [COMMA_CAPITAL], find: findListed }],
});

function findListed(survey: Survey): readonly Span[] {
  const { text } = survey;
  const spans: Span[] = [];
  for (const match of matchesAtLines(survey, HEADING)) {
    const person = personAt(text, valueStart(match), { comma: true });
    if (person === undefined || person.end < match.index + match[0].length || person.words > 5) continue;
    const after = text.slice(person.end, person.end + 10);
    if (AFTER.test(after)) spans.push({ start: person.start, end: person.end, type: 'NAME', score: 0.8 });
  }
  return spans;
}
