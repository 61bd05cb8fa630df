import { ENTITIES } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { survey } from './grammar/survey.ts';
import { has } from './grammar/trait.ts';
import { DEFAULT_RECOGNIZERS } from './registry.ts';
import { rulesOf } from './rule.ts';
import { anyText, EXAMPLES } from './testing/clinical-text.ts';

it('holds recognizers with names of their own', () => {
  expect(new Set(DEFAULT_RECOGNIZERS.map(({ name }) => name)).size).toBe(DEFAULT_RECOGNIZERS.length);
});

it('has a recognizer for every entity', () => {
  const covered = new Set(DEFAULT_RECOGNIZERS.flatMap(({ entities }) => entities));
  expect(ENTITIES.filter((entity) => !covered.has(entity))).toEqual([]);
});

describe('its rules', () => {
  const rules = DEFAULT_RECOGNIZERS.flatMap((recognizer) =>
    rulesOf(recognizer).map((rule, index) => ({ rule, name: `${recognizer.name} ${index}` })),
  );

  it('are all tried by the examples of tests', () => {
    const texts = EXAMPLES.map(survey);
    const untried = rules.filter(({ rule }) => texts.every((text) => [...rule.find(text)].length === 0));
    expect(untried.map(({ name }) => name)).toEqual([]);
  });

  it('find nothing in a text that lacks what they need', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const surveyed = survey(text);
        for (const { rule, name } of rules) {
          if (!has(surveyed, rule)) expect({ name, found: [...rule.find(surveyed)] }).toEqual({ name, found: [] });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
