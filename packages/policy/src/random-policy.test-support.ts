import { type Entity, OPERATORS, PURPOSES } from '@sallyport/core';
import fc from 'fast-check';
import { type Conditions, DAYS, type Range } from './conditions/conditions.ts';
import { planOf } from './plan-of.ts';
import { definePolicy, type Policy } from './policy.ts';
import type { Question } from './question.ts';
import type { Rule } from './rule.ts';

const some = <T>(...items: readonly T[]) => fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: 3 });
const small = fc.nat({ max: 6 });
const ENTITIES_IN_PLAY = ['NAME', 'SSN', 'DATE'] as const satisfies readonly Entity[];

const range: fc.Arbitrary<Range> = fc.oneof(
  small.map((atLeast) => ({ atLeast })),
  small.map((atMost) => ({ atMost })),
  fc.tuple(small, small).map(([atLeast, more]) => ({ atLeast, atMost: atLeast + more })),
);
const clock = fc.constantFrom('00:00', '02:30', '08:00', '17:45', '22:00', '24:00');

/** Conditions over a small world, so that many meet. */
export const conditions: fc.Arbitrary<Conditions> = fc.record(
  {
    subjects: some('ada', 'bo', '*'),
    groups: some('clinic', 'research', 'billing'),
    issuers: some('https://one.example', 'https://two.example'),
    clients: some('app', 'cron'),
    nature: fc.constantFrom('person' as const, 'service' as const),
    connections: some('openai', 'house'),
    baa: some<true | false | 'self_hosted'>(true, false, 'self_hosted'),
    operations: some('embeddings.create', 'chat.*', 'chat.completions.create', 'files.create'),
    models: some('m1', 'm*', '*-mini', 'm*i'),
    entities: fc.dictionary(fc.constantFrom(...ENTITIES_IN_PLAY, 'any'), range, { minKeys: 1, maxKeys: 3 }),
    bodyBytes: range,
    inputs: range,
    time: fc.record(
      {
        zone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'),
        days: fc.subarray([...DAYS], { minLength: 1 }),
        from: clock.filter((one) => one !== '24:00'),
        to: clock.filter((one) => one !== '00:00'),
      },
      { requiredKeys: ['zone'] },
    ),
    networks: some('10.0.0.0/8', '10.1.0.0/16', '192.0.2.0/24', '2001:db8::/32'),
    purposes: some('treatment' as const, 'research' as const, 'payment' as const),
  },
  { requiredKeys: [] },
);

/** At most a few conditions at once, so that rules match. */
const fewConditions = fc.tuple(conditions, fc.array(fc.nat(), { maxLength: 3 })).map(([when, picks]) => {
  const names = Object.keys(when);
  const kept = new Set(picks.map((pick) => names[pick % Math.max(1, names.length)]));
  return Object.fromEntries(Object.entries(when).filter(([name]) => kept.has(name))) as Conditions;
});

const plan = fc
  .tuple(
    fc.constantFrom('redact', 'tokenize', 'allow' as const),
    fc.dictionary(fc.constantFrom(...ENTITIES_IN_PLAY), fc.constantFrom(...OPERATORS)),
  )
  .map(([operator, exceptions]) => planOf(operator as 'redact', exceptions));

const demand = { groups: ['privacy'], quorum: 1, expiresIn: 3_600, useWithin: 900 } as const;

const rule: fc.Arbitrary<Omit<Rule, 'name'>> = fc.record(
  {
    when: fewConditions,
    effect: fc.constantFrom('allow' as const, 'deny' as const, 'review' as const),
    operators: fc.record({ out: plan, back: plan }),
    review: fc.constant(demand),
    limits: fc.record({ inputs: small, bodyBytes: small }, { requiredKeys: [] }),
  },
  { requiredKeys: ['effect', 'operators', 'review'] },
);

/** Policies of up to six rules. */
export const policies: fc.Arbitrary<Policy> = fc.array(rule, { maxLength: 6 }).map((rules) =>
  definePolicy(
    'random',
    rules.map((one, at) => ({ ...one, name: `rule-${at}` })),
  ),
);

/** Questions in the same world, of which anything but the operation may be unknown. */
export const questions: fc.Arbitrary<Question> = fc.record(
  {
    operation: fc.constantFrom(
      'embeddings.create',
      'chat.completions.create',
      'chat.completions.list',
      'files.create',
      'models.list',
    ),
    subject: fc.constantFrom('ada', 'bo', 'cy'),
    groups: fc.subarray(['clinic', 'research', 'billing', 'none-of-these']),
    issuer: fc.constantFrom('https://one.example', 'https://two.example', 'https://three.example'),
    client: fc.constantFrom('app', 'cron', 'other'),
    nature: fc.constantFrom('person' as const, 'service' as const),
    connection: fc.constantFrom('openai', 'house', 'other'),
    baa: fc.constantFrom<true | false | 'self_hosted'>(true, false, 'self_hosted'),
    model: fc.constantFrom('m1', 'm2-mini', 'mi', 'other'),
    entities: fc.dictionary(fc.constantFrom(...ENTITIES_IN_PLAY, 'MRN'), small),
    bodyBytes: small,
    inputs: small,
    time: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
    source: fc.constantFrom('10.0.0.1', '10.1.0.1', '192.0.2.7', '2001:db8::7', '203.0.113.9'),
    purpose: fc.constantFrom(...PURPOSES),
  },
  { requiredKeys: ['operation'] },
);
