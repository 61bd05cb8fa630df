import type { PolicyDocument, RuleDocument } from '@sallyport/policy';
import fc from 'fast-check';

const some = (...values: readonly unknown[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const count = fc.nat(4);
const range = fc.oneof(
  fc.record({ atLeast: count }),
  fc.record({ atMost: count }),
  fc.tuple(count, count).map(([least, more]) => ({ atLeast: least, atMost: least + more })),
);
const size = fc.oneof(
  fc.record({ atLeast: fc.integer({ min: 60, max: 400 }) }),
  fc.record({ atMost: fc.integer({ min: 60, max: 400 }) }),
);
const hour = fc.nat(23).map((one) => `${String(one).padStart(2, '0')}:30`);
const ENTITY_NAMES = ['NAME', 'SSN', 'MRN', 'EMAIL', 'DATE'] as const;

const conditions = fc.record({
  subjects: fc.oneof(some('ines', 'amir'), fc.constant(['*'])),
  groups: some('nurses', 'billing'),
  issuers: some('https://login.example'),
  clients: some('app', 'cli'),
  nature: fc.constantFrom('person', 'service'),
  connections: some('openai', 'ward'),
  baa: some(true, false, 'self_hosted'),
  operations: some('chat.*', 'embeddings.create', 'chat.completions.create'),
  models: some('gpt-*', '*small', 'o3'),
  entities: fc.dictionary(fc.constantFrom('any', ...ENTITY_NAMES), range, { minKeys: 1, maxKeys: 2 }),
  bodyBytes: size,
  inputs: range,
  time: fc.record({
    zone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu'),
    days: some('mon', 'wed', 'sun'),
    from: hour,
  }),
  networks: some('10.0.0.0/8', '10.1.0.0/16', '192.0.2.0/29'),
  purposes: some('treatment', 'research'),
});
const NAMES = 15;

/** Three of all at most, and often none: else no rule would match. */
const when = fc
  .tuple(conditions, fc.uniqueArray(fc.nat(NAMES - 1), { maxLength: 3 }))
  .map(([all, kept]) => Object.fromEntries(Object.entries(all).filter((_, at) => kept.includes(at))));

const OPERATORS_OUT = [
  'redact',
  'mask',
  'tokenize',
  'generalize',
  'date_shift',
  'surrogate',
  'block',
  'review',
  'allow',
] as const;
const out = fc.record(
  {
    default: fc.constantFrom('redact', 'allow', 'mask'),
    ...Object.fromEntries(ENTITY_NAMES.map((entity) => [entity, fc.constantFrom(...OPERATORS_OUT)])),
  },
  { requiredKeys: [] },
);

const media = fc.option(some('image/png', 'image/*', 'application/pdf', 'audio/*'));

const rule = fc
  .record({
    when,
    out,
    media,
    then: fc.constantFrom('allow', 'allow', 'review', 'deny'),
    inputs: fc.option(fc.integer({ min: 1, max: 4 })),
  })
  .map(({ when: asked, out: plan, then, inputs, media: named }) => ({
    then,
    ...(Object.keys(asked).length === 0 ? {} : { when: asked }),
    ...(Object.keys(plan).length === 0 ? {} : { out: plan }),
    ...(inputs === null ? {} : { limits: { inputs } }),
    ...(named === null || then === 'deny' ? {} : { media: named }),
    ...(then === 'review' || (then === 'allow' && (named !== null || Object.values<unknown>(plan).includes('review')))
      ? { review: { groups: ['privacy'] } }
      : {}),
  }));

/** Policy documents of one to five rules. */
export const randomDocument: fc.Arbitrary<PolicyDocument> = fc
  .array(rule, { minLength: 1, maxLength: 5 })
  .map((rules) => ({
    version: 1,
    name: 'random',
    rules: rules.map((one, at) => ({ name: `rule-${at}`, ...one }) as RuleDocument),
  }));
