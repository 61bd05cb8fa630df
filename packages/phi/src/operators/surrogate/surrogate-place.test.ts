import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OperatorContext } from '../operator-context.ts';
import { surrogatePlace } from './surrogate-place.ts';

const subject = fc.uint8Array({ minLength: 16, maxLength: 16 });
const WORD = '[A-Z][a-z]+';
const ZIP = '(?:[2-8]\\d{4})';

it.each([
  ['12 Alder Creek Lane, Apt 4B', `^[1-9]\\d ${WORD} ${WORD} Lane, Apt \\d[A-Z]$`],
  ['350 42nd Ave', `^\\d{3} \\d{2}(?:st|nd|rd|th) Ave$`],
  ['P.O. Box 4471', '^P\\.O\\. Box \\d{4}$'],
  ['Fairview', `^${WORD}$`],
  ['FAIRVIEW', '^[A-Z]{3,}$'],
  ['02139', `^${ZIP}$`],
  ['02139-4307', `^${ZIP}-\\d{4}$`],
  ['Fairview, TX 75001', `^${WORD}, TX ${ZIP}$`],
  ['Fairview, Vermont', `^${WORD}, Vermont$`],
  ['Alder Creek Medical Center', `^${WORD} ${WORD} Medical Center$`],
  ['Medical Center', `^${WORD} ${WORD}$`],
  ['EC1A 1BB', '^[A-Z]{2}\\d[A-Z] \\d[A-Z]{2}$'],
])('%j becomes a place like %s, never itself', (value, form) => {
  fc.assert(
    fc.property(subject, (secret) => {
      const other = surrogatePlace(value, new OperatorContext({ subject: secret }));
      expect(other).toMatch(new RegExp(form));
      expect(other).not.toBe(value);
    }),
    { numRuns: 40 },
  );
});

it('is the same for a word wherever it stands', () => {
  const context = new OperatorContext({ subject: new Uint8Array(16) });
  const [town] = surrogatePlace('Fairview, TX 75001', context).split(',');
  expect(surrogatePlace('Fairview', context)).toBe(town);
  expect(surrogatePlace('Fairview Hospital', context)).toBe(`${town} Hospital`);
});
