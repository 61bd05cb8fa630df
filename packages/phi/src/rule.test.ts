import type { Span } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { labelSet } from './grammar/label.ts';
import { DIGIT, HYPHEN } from './grammar/signs.ts';
import { survey } from './grammar/survey.ts';
import { wordSet } from './grammar/word-set.ts';
import { findByRules, makeRecognizer, rulesOf } from './rule.ts';

const span = (start: number, end: number): Span => ({ start, end, type: 'MRN', score: 0.5 });
const asked: string[] = [];
const greedy = makeRecognizer({
  name: 'greedy',
  entities: ['MRN'],
  rules: [
    {
      needs: [DIGIT, HYPHEN],
      find: ({ text }) => {
        asked.push(text);
        return [span(0, text.length)];
      },
    },
  ],
});

describe('a recognizer of rules', () => {
  it('is asked by its rules only about texts that have all they need', () => {
    asked.length = 0;
    const texts = ['1-', '-1', '1', '-', 'x', ''];
    expect(texts.map((text) => findByRules(survey(text), rulesOf(greedy)).length)).toEqual([1, 1, 0, 0, 0, 0]);
    expect(asked).toEqual(['1-', '-1']);
  });

  it('asks every rule about every text when it is asked itself', () => {
    expect(greedy.find('x')).toEqual([span(0, 1)]);
  });

  it('finds patterns anywhere, at words, at lines and behind labels, in the order of its rules', () => {
    const meaning = { type: 'MRN', score: 0.5 } as const;
    const recognizer = makeRecognizer({
      name: 'test',
      entities: ['MRN'],
      rules: [
        { ...meaning, needs: [DIGIT], pattern: /\d/g },
        { ...meaning, at: wordSet(['aa']), pattern: /aa\d/y },
        { ...meaning, at: 'lines', pattern: /(?<lead>-)(?<value>\w+)/y, accept: (value) => value !== 'no' },
        { ...meaning, labels: labelSet(['bb']), pattern: /(?<lead>: )(?<value>\w+)/y },
      ],
    });
    const text = 'aa1\n-cc\n-no\nbb: dd';
    const found = [...recognizer.find(text)];
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['1', 'aa1', 'cc', 'dd']);
    expect(findByRules(survey(text), rulesOf(recognizer))).toEqual(found);
  });

  it('refines every span', () => {
    const refined = makeRecognizer({
      name: 'refined',
      entities: ['MRN'],
      rules: [{ pattern: /\d+/g, type: 'MRN', score: 0.5 }],
      refine: (text, found) => ({ ...found, end: text.length }),
    });
    expect(refined.find('a1b')).toEqual([span(1, 3)]);
    expect(findByRules(survey('a1b'), rulesOf(refined))).toEqual([span(1, 3)]);
  });
});

describe('rulesOf', () => {
  it('makes of any other recognizer one rule, which is always asked', () => {
    const plain = { name: 'plain', entities: ['MRN'] as const, find: (text: string) => [span(0, text.length)] };
    expect(findByRules(survey('x'), rulesOf(plain))).toEqual([span(0, 1)]);
  });

  it('leaves a copy with a find of its own that find', () => {
    expect(findByRules(survey('1-'), rulesOf({ ...greedy, find: () => [] }))).toEqual([]);
  });
});
