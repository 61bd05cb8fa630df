import { ENTITIES } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { planOf } from './plan-of.ts';
import { definePolicy } from './policy.ts';
import { SAFE_HARBOR } from './presets/safe-harbor.ts';
import { SAFE_HARBOR_TOKENS } from './presets/safe-harbor-tokens.ts';

const rule = (name: string, operations: string[], effect: 'allow' | 'deny') => ({
  name,
  when: { operations },
  effect,
  operators: { out: planOf('redact'), back: planOf('mask') },
});

describe('decide', () => {
  it('lets the first matching rule win', () => {
    const policy = definePolicy('two', [rule('first', ['a'], 'deny'), rule('second', ['a', 'b'], 'allow')]);
    expect(decide(policy, { operation: 'a' })).toMatchObject({ effect: 'deny', rule: 'first' });
    expect(decide(policy, { operation: 'b' })).toMatchObject({ effect: 'allow', rule: 'second' });
  });

  it('takes a name with a star for all that begin so, and for no other', () => {
    const policy = definePolicy('declared', [rule('declared', ['http.*'], 'allow')]);
    for (const operation of ['http.triage.create', 'http.a']) {
      expect(decide(policy, { operation }).effect).toBe('allow');
    }
    for (const operation of ['http', 'https.a', 'xhttp.a', 'other', '*']) {
      expect(decide(policy, { operation }).effect).toBe('deny');
    }
  });

  it('denies, and blocks every entity, when no rule matches', () => {
    fc.assert(
      fc.property(fc.string(), (operation) => {
        fc.pre(!operation.startsWith('http.'));
        fc.pre(!SAFE_HARBOR.rules.some(({ when }) => when?.operations?.includes(operation)));
        const decision = decide(SAFE_HARBOR, { operation });
        expect(decision).toMatchObject({ effect: 'deny', rule: 'default' });
        expect(new Set(ENTITIES.map((entity) => decision.operators.out[entity]))).toEqual(new Set(['block']));
      }),
    );
  });

  it('names the policy and its digest in each decision', () => {
    const decision = decide(SAFE_HARBOR, { operation: 'embeddings.create' });
    expect(decision.policy).toEqual({ name: 'safe-harbor', digest: SAFE_HARBOR.digest });
    expect(SAFE_HARBOR.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe('safe-harbor', () => {
  it('gives every entity of Safe Harbor an operator in both directions, and none is allow', () => {
    const { operators } = decide(SAFE_HARBOR, { operation: 'chat.completions.create' });
    for (const direction of ['out', 'back'] as const) {
      for (const entity of ENTITIES) expect(operators[direction][entity]).toBe('redact');
    }
  });

  it('changes its digest when a rule changes', () => {
    const [first] = SAFE_HARBOR.rules;
    const other = definePolicy('safe-harbor', [{ ...rule('x', [], 'deny'), ...first, name: 'renamed' }]);
    expect(other.digest).not.toBe(SAFE_HARBOR.digest);
  });
});

describe('the look-ahead of streamed answers', () => {
  it('is 96 units unless the rule says otherwise', () => {
    const sentences = { ...rule('by-sentence', ['a'], 'allow'), lookAhead: 'sentence' as const };
    const policy = definePolicy('looking', [sentences, rule('plain', ['b'], 'allow')]);
    expect(decide(policy, { operation: 'a' }).lookAhead).toBe('sentence');
    expect(decide(policy, { operation: 'b' }).lookAhead).toBe(96);
  });
});

describe('safe-harbor-tokens', () => {
  it('speaks of the same operations, with a token for every entity, and puts values back in text alone', () => {
    const operations = SAFE_HARBOR.rules.flatMap(({ when }) => when?.operations ?? []);
    for (const operation of operations) {
      const decision = decide(SAFE_HARBOR_TOKENS, { operation });
      expect(decision).toMatchObject({ effect: 'allow', restore: { text: true, tools: [] } });
      for (const entity of ENTITIES) {
        expect([decision.operators.out[entity], decision.operators.back[entity]]).toEqual(['tokenize', 'redact']);
      }
    }
  });

  it('is another policy than safe-harbor, which puts nothing back', () => {
    expect(SAFE_HARBOR_TOKENS.digest).not.toBe(SAFE_HARBOR.digest);
    expect(decide(SAFE_HARBOR, { operation: 'chat.completions.create' })).not.toHaveProperty('restore');
    expect(decide(SAFE_HARBOR_TOKENS, { operation: 'none' })).not.toHaveProperty('restore');
  });
});
