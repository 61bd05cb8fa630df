import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDocument, arbitraryQuestion, policyOf } from '../arbitrary-policy.test-support.ts';
import type { Conditions } from '../conditions/conditions.ts';
import { matches } from '../conditions/matches.ts';
import { ruleOf } from '../decide.ts';
import { planOf } from '../plan-of.ts';
import { definePolicy } from '../policy.ts';
import { PRESETS } from '../presets/presets.ts';
import type { Rule } from '../rule.ts';
import { analyse } from './analyse.ts';
import type { Surroundings } from './finding.ts';
import { mayOverlap } from './may-overlap.ts';

const REDACT = { out: planOf('redact'), back: planOf('redact') };
const rule = (name: string, more: Partial<Rule> = {}): Rule => ({ name, effect: 'allow', operators: REDACT, ...more });

function found(rules: readonly Rule[], surroundings?: Surroundings): readonly string[] {
  return analyse(definePolicy('test', rules), surroundings).map(
    ({ level, rule: name = '*', message }) => `${level} ${name} ${message}`,
  );
}

describe('analyse', () => {
  it('finds nothing about a policy without fault, nor about any preset but what it leaves in', () => {
    expect(found([rule('notes', { when: { operations: ['embeddings.*'] } })])).toEqual([]);
    expect(analyse(PRESETS['safe-harbor'])).toEqual([]);
    for (const preset of Object.values(PRESETS)) {
      expect(analyse(preset).filter(({ kind }) => kind !== 'left_as_is' && kind !== 'opens_more')).toEqual([]);
    }
  });

  it.each<[string, Conditions | undefined, Conditions]>([
    ['everything', undefined, { groups: ['clinic'] }],
    ['anybody', { subjects: ['*'] }, { subjects: ['ada'] }],
    ['more operations', { operations: ['chat.*'] }, { operations: ['chat.completions.*'], inputs: { atMost: 3 } }],
    ['a wider glob', { models: ['gpt-*'] }, { models: ['gpt-4o*', 'gpt-5'] }],
    ['a wider network', { networks: ['10.0.0.0/8'] }, { networks: ['10.1.2.0/24'] }],
    ['a wider range', { inputs: { atLeast: 2 } }, { inputs: { atLeast: 3, atMost: 9 } }],
    ['a sum', { entities: { any: { atLeast: 3 } } }, { entities: { SSN: { atLeast: 2 }, MRN: { atLeast: 1 } } }],
    [
      'longer hours',
      { time: { zone: 'UTC', from: '08:00', to: '18:00' } },
      { time: { zone: 'UTC', days: ['mon'], from: '09:00', to: '12:00' } },
    ],
  ])('finds a rule that %s stands before', (_, first, second) => {
    const rules = [rule('first', first === undefined ? {} : { when: first }), rule('second', { when: second })];
    expect(found(rules)).toEqual([
      'warning second never matches: first stands before it and matches all that it would',
    ]);
    expect(found(rules.toReversed()).filter((line) => line.includes('never matches'))).toEqual([]);
  });

  it('finds a rule that several before it cover together', () => {
    const lines = found([
      rule('one', { when: { operations: ['embeddings.create'] } }),
      rule('two', { when: { operations: ['chat.*'] } }),
      rule('three', { when: { operations: ['chat.completions.create', 'embeddings.create'], groups: ['clinic'] } }),
    ]);
    expect(lines).toEqual(['warning three never matches: two, one stand before it and match all that it would']);
  });

  it('finds a rule whose conditions contradict each other', () => {
    const when = { entities: { NAME: { atLeast: 2 }, any: { atMost: 1 } } };
    expect(found([rule('torn', { when }), rule('notes')])).toEqual([
      'warning torn never matches: its own conditions contradict each other',
    ]);
  });

  it('finds what a rule opens more than one before it', () => {
    const weak = { ...REDACT, out: planOf('redact', { MRN: 'mask', SSN: 'allow' }) };
    const lines = found([
      rule('bulk', { effect: 'deny', when: { inputs: { atLeast: 50 } } }),
      rule('clinic', { when: { groups: ['clinic'] } }),
      rule('others', { when: { groups: ['research'] }, operators: weak }),
    ]);
    expect(lines).toEqual([
      'warning others lets SSN out as they are',
      'warning others lets out more of SSN, MRN than clinic does; they differ in groups',
      'note clinic allows calls like those that bulk denies; they differ in inputs',
    ]);
  });

  it('warns where nothing but what the caller says keeps a call from the rule that opens more', () => {
    const lines = found([
      rule('no-research', { effect: 'deny', when: { purposes: ['research'] } }),
      rule('notes', { when: { operations: ['embeddings.*'] } }),
    ]);
    expect(lines).toEqual([
      'warning notes allows calls like those that no-research denies; nothing but the purpose that a caller states sets them apart',
    ]);
  });

  it('finds entities that nobody sees to, once for all rules, and those that one rule leaves', () => {
    const leaves = (...entities: ('SSN' | 'DATE' | 'MRN')[]) => ({
      ...REDACT,
      out: planOf('redact', Object.fromEntries(entities.map((entity) => [entity, 'allow' as const]))),
    });
    const lines = found([
      rule('one', { when: { connections: ['a'] }, operators: leaves('SSN', 'DATE') }),
      rule('two', { when: { connections: ['b'] }, operators: leaves('SSN', 'MRN') }),
      rule('none', { effect: 'deny', operators: leaves('SSN', 'MRN', 'DATE') }),
    ]);
    expect(lines).toEqual([
      'warning * no rule does anything about SSN: where a call passes, they leave as they are',
      'warning two lets MRN out as they are',
      'note one lets DATE out as they are',
    ]);
  });

  it('says when people are asked, and nobody could answer', () => {
    const demand = { groups: ['privacy'], quorum: 1, expiresIn: 60, useWithin: 60 };
    const rules = [rule('asked', { effect: 'review', review: demand })];
    expect(found(rules, { reviewers: false })).toEqual([
      'warning asked asks people to review, and there is no admin plane on which anybody could',
    ]);
    expect([found(rules), found(rules, { reviewers: true })]).toEqual([[], []]);
  });

  it('says when nothing is let through, and when what is given back was never made', () => {
    expect(found([rule('no', { effect: 'deny' })])).toEqual(['warning * no rule lets any call pass']);
    expect(found([])).toEqual(['warning * no rule lets any call pass']);
    const lines = found([rule('back', { restore: { text: false, tools: ['lookup'] } })]);
    expect(lines).toEqual(['note back gives callers their own values back in place of tokens, and makes no tokens']);
  });

  it('never says of a rule that matches some call that it never does', () => {
    fc.assert(
      fc.property(
        arbitraryDocument,
        fc.array(arbitraryQuestion, { minLength: 1, maxLength: 40 }),
        (document, calls) => {
          const policy = policyOf(document);
          const dead = new Set(
            analyse(policy).flatMap(({ kind, rule: name }) => (kind === 'unreachable' ? [name] : [])),
          );
          for (const call of calls) {
            const name = ruleOf(policy, call)?.name;
            expect(name !== undefined && dead.has(name)).toBe(false);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never calls conditions apart that one call meets', () => {
    const pairs = fc.array(arbitraryDocument, { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(pairs, fc.array(arbitraryQuestion, { minLength: 1, maxLength: 20 }), (documents, calls) => {
        const [ones = [], others = []] = documents.map((document) =>
          policyOf(document).rules.map(({ when = {} }) => when),
        );
        const apart = ones.flatMap((one) =>
          others.filter((other) => !mayOverlap(one, other)).map((other) => [one, other]),
        );
        for (const [one, other] of apart) {
          expect(calls.filter((call) => matches(one, call) && matches(other, call))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
