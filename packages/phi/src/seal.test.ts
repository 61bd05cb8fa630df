import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findPlaceholders, OPAQUE, sealText, unsealSpans } from './seal.ts';

it('finds the placeholders of operators and nothing else in brackets', () => {
  const text = '[NAME] [SSN_K7Q2M9XF] [NOTE] [NAME_1] [[DATE]]';
  expect(findPlaceholders(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    '[NAME]',
    '[SSN_K7Q2M9XF]',
    '[DATE]',
  ]);
});

it('puts one opaque character in the place of each', () => {
  const text = 'a [NAME] b [SSN]';
  expect(sealText(text, findPlaceholders(text))).toBe(`a ${OPAQUE} b ${OPAQUE}`);
});

it('gives offsets back as they were', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('word', ' ', '[NAME]', '[SSN_K7Q2M9XF]', '😀'), { maxLength: 20 }),
      (parts) => {
        const text = parts.join('');
        const cuts = findPlaceholders(text);
        const sealed = sealText(text, cuts);
        const words = [...sealed.matchAll(/word/g)].map(({ index }) => ({ start: index, end: index + 4 }));
        expect(unsealSpans(words, cuts).map(({ start, end }) => text.slice(start, end))).toEqual(
          words.map(() => 'word'),
        );
      },
    ),
  );
});
