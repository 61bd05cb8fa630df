import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryDocument, arbitraryQuestion, policyOf } from '../arbitrary-policy.test-support.ts';
import type { Conditions } from './conditions.ts';
import { covers } from './covers.ts';
import { matches } from './matches.ts';

it.each<[string, Conditions | undefined, Conditions | undefined, boolean]>([
  ['nothing asked covers all', undefined, { groups: ['a'] }, true],
  ['something asked does not cover all', { groups: ['a'] }, undefined, false],
  ['more of a list', { groups: ['a', 'b'] }, { groups: ['a'] }, true],
  ['less of a list', { groups: ['a'] }, { groups: ['a', 'b'] }, false],
  ['another list', { groups: ['a'] }, { subjects: ['a'] }, false],
  ['anybody', { subjects: ['*'] }, { subjects: ['ines'] }, true],
  ['a resource and its operation', { operations: ['chat.*'] }, { operations: ['chat.completions.create'] }, true],
  ['an operation and its resource', { operations: ['chat.completions.create'] }, { operations: ['chat.*'] }, false],
  ['globs that begin alike', { models: ['gpt-*'] }, { models: ['gpt-4o*'] }, true],
  ['a wider range', { inputs: { atLeast: 1 } }, { inputs: { atLeast: 2, atMost: 3 } }, true],
  ['a narrower range', { inputs: { atLeast: 1, atMost: 9 } }, { inputs: { atLeast: 2 } }, false],
  [
    'fewer entities asked about',
    { entities: { SSN: { atLeast: 1 } } },
    { entities: { SSN: { atLeast: 2 }, any: { atMost: 5 } } },
    true,
  ],
  ['another entity', { entities: { SSN: { atLeast: 1 } } }, { entities: { MRN: { atLeast: 1 } } }, false],
  [
    'the same time',
    { time: { zone: 'UTC', from: '08:00' } },
    { time: { from: '08:00', zone: 'UTC' }, inputs: { atMost: 1 } },
    true,
  ],
])('%s: %s', (_, wider, narrower, expected) => {
  expect(covers(wider, narrower)).toBe(expected);
});

it('is true only where whatever meets the narrower meets the wider', () => {
  let covered = 0;
  fc.assert(
    fc.property(arbitraryDocument, fc.array(arbitraryQuestion, { minLength: 5 }), (document, questions) => {
      const { rules } = policyOf(document);
      for (const wide of rules) {
        for (const narrow of rules) {
          if (wide === narrow || !covers(wide.when, narrow.when)) continue;
          covered++;
          for (const question of questions) {
            if (matches(narrow.when, question)) expect(matches(wide.when, question)).toBe(true);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(covered).toBeGreaterThan(50);
});
