import { describe, expect, it } from 'vitest';
import type { Conditions } from '../conditions/conditions.ts';
import { matches } from '../conditions/matches.ts';
import { planOf } from '../plan-of.ts';
import { definePolicy } from '../policy.ts';
import type { Question } from '../question.ts';
import type { Rule } from '../rule.ts';
import { RuleIndex } from './rule-index.ts';

const SIZE = 10_000;

const operators = { out: planOf('redact'), back: planOf('redact') };

function many(when: (at: number) => Conditions): readonly Rule[] {
  return Array.from({ length: SIZE }, (_, at) => ({ name: `rule-${at}`, when: when(at), effect: 'allow', operators }));
}

describe('an index of 10,000 rules', () => {
  it.each<[string, (at: number) => Conditions, (at: number) => Omit<Question, 'operation'>]>([
    ['subjects', (at) => ({ subjects: [`s${at}`] }), (at) => ({ subject: `s${at}` })],
    ['groups', (at) => ({ groups: [`g${at}`, `h${at}`] }), (at) => ({ groups: ['x', `h${at}`] })],
    [
      'networks',
      (at) => ({ networks: [`10.${at >> 8}.${at & 255}.0/24`] }),
      (at) => ({ source: `::ffff:10.${at >> 8}.${at & 255}.9` }),
    ],
    ['models', (at) => ({ models: [`*-${at}-*`] }), (at) => ({ model: `a-${at}-b` })],
    ['ranges', (at) => ({ inputs: { atLeast: at, atMost: at } }), (at) => ({ inputs: at })],
    ['entities', (at) => ({ entities: { any: { atLeast: at, atMost: at } } }), (at) => ({ entities: { SSN: at } })],
  ])('finds each by its %s, and none where there is none', (_, when, question) => {
    const rules = many(when);
    const index = new RuleIndex(rules);
    for (const at of [0, 1, 31, 32, 33, 4_999, SIZE - 1]) {
      expect(index.find({ operation: 'embeddings.create', ...question(at) })?.name).toBe(`rule-${at}`);
    }
    expect(index.find({ operation: 'embeddings.create', ...question(SIZE) })).toBeUndefined();
  });

  it('finds the first of those that are alike, also where a value stands in most rules', () => {
    const rules = many((at) => (at < 500 ? { groups: ['few'] } : { groups: ['all', `g${at}`] }));
    const index = new RuleIndex(rules);
    const first = (groups: readonly string[]) => index.find({ operation: 'x', groups })?.name;
    expect([first(['all']), first(['g9999']), first(['all', 'few']), first([])]).toEqual([
      'rule-500',
      'rule-9999',
      'rule-0',
      undefined,
    ]);
  });
});

it('finds nothing in an empty policy, and nothing by an empty list', () => {
  const policy = definePolicy('odd', [{ name: 'odd', when: { groups: [] }, effect: 'allow', operators }]);
  expect(new RuleIndex([]).find({ operation: 'x' })).toBeUndefined();
  expect(new RuleIndex(policy.rules).find({ operation: 'x', groups: ['a'] })).toBeUndefined();
  expect(matches(policy.rules[0]?.when, { operation: 'x', groups: ['a'] })).toBe(false);
});

it('takes names of operations and models of any length, and however many', () => {
  const index = new RuleIndex(many((at) => ({ operations: ['chat.*'], models: [`*-${at}-b`] })));
  for (let at = 0; at < 200; at++)
    expect(index.find({ operation: 'chat.x', model: `a-${at}-b` })?.name).toBe(`rule-${at}`);
  expect(index.find({ operation: `chat${'.'.repeat(100_000)}`, model: 'a'.repeat(100_000) })).toBeUndefined();
});
