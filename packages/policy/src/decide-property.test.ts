import { ENTITIES } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDocument, arbitraryQuestion, policyOf } from './arbitrary-policy.test-support.ts';
import { matches } from './conditions/matches.ts';
import { conditionsOf } from './conditions-of.ts';
import { decide, ruleOf } from './decide.ts';
import type { Question } from './question.ts';
import { referenceReading } from './reference-reading.test-support.ts';

const RUNS = { numRuns: 500 };

describe('decide', () => {
  it('agrees with a reading that shares nothing with it', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        arbitraryDocument,
        fc.array(arbitraryQuestion, { minLength: 1, maxLength: 5 }),
        (document, questions) => {
          const policy = policyOf(document);
          for (const question of questions) {
            const { effect, rule, denied } = decide(policy, question);
            expect({ effect, rule, ...(denied === undefined ? {} : { denied }) }).toEqual(
              referenceReading(document, question),
            );
            seen.add(`${effect} ${denied}`);
          }
        },
      ),
      RUNS,
    );
    // What the policies and questions were made of has told all there is apart.
    expect([...seen].sort()).toEqual([
      'allow undefined',
      'deny baa',
      'deny default',
      'deny media',
      'deny rule',
      'review undefined',
    ]);
  });

  it('finds by its index the first rule that matches when all are asked', () => {
    fc.assert(
      fc.property(arbitraryDocument, arbitraryQuestion, (document, question) => {
        const policy = policyOf(document);
        const first = policy.rules.find(({ when }) => matches(when, question));
        expect(ruleOf(policy, question)).toBe(first);
        for (const rule of policy.rules) {
          expect(conditionsOf(rule, question).every(({ holds }) => holds)).toBe(matches(rule.when, question));
        }
      }),
      RUNS,
    );
  });

  it('says the same each time, and of the same rules in another policy', () => {
    fc.assert(
      fc.property(arbitraryDocument, arbitraryQuestion, (document, question) => {
        const [one, other] = [policyOf(document), policyOf(document)];
        expect(decide(one, question)).toEqual(decide(other, question));
        expect(decide(one, question)).toEqual(decide(one, question));
      }),
    );
  });

  it('demands a review of whom it says must wait, and of nobody else; and has an operator for everything', () => {
    fc.assert(
      fc.property(arbitraryDocument, arbitraryQuestion, (document, question) => {
        const decision = decide(policyOf(document), question);
        expect(decision.review !== undefined).toBe(decision.effect === 'review');
        expect(decision.denied !== undefined).toBe(decision.effect === 'deny');
        for (const direction of ['out', 'back'] as const) {
          expect(Object.keys(decision.operators[direction]).sort()).toEqual([...ENTITIES].sort());
        }
      }),
      RUNS,
    );
  });

  it('throws at nothing that is asked, and lets none of it pass that it cannot read', () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new TypeError('no');
        },
      },
    ) as Question;
    const garbage = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
      fc.record({
        operation: fc.anything(),
        groups: fc.anything(),
        entities: fc.anything(),
        model: fc.anything(),
        time: fc.anything(),
        source: fc.anything(),
      }),
      fc.constantFrom(null, undefined, hostile),
    );
    fc.assert(
      fc.property(arbitraryDocument, garbage, (document, question) => {
        expect(['allow', 'deny', 'review']).toContain(decide(policyOf(document), question as Question).effect);
      }),
      RUNS,
    );
    const open = policyOf({ version: 1, name: 'open', rules: [{ name: 'all', then: 'allow' }] });
    for (const question of [null, undefined, hostile]) expect(decide(open, question as never).effect).toBe('deny');
  });

  it('takes texts of any length', () => {
    const policy = policyOf({
      version: 1,
      name: 'long',
      rules: [
        {
          name: 'a',
          then: 'allow',
          when: { operations: ['chat.*'], models: ['*a*a*a*a*a*a*a*b'], networks: ['10.0.0.0/8'] },
        },
      ],
    });
    const question = {
      operation: `chat${'.x'.repeat(500_000)}`,
      model: 'a'.repeat(1_000_000),
      source: ':'.repeat(1_000_000),
    };
    expect(decide(policy, question).rule).toBe('default');
  });
});
