import { OPERATORS, PURPOSES } from '@sallyport/core';
import fc from 'fast-check';
import { DAYS } from './conditions/conditions.ts';
import type { PolicyDocument } from './document/document.ts';
import { readPolicy } from './document/read-policy.ts';
import type { Policy } from './policy.ts';
import type { Question } from './question.ts';

// From a few of each, so that rules and questions often meet.
const SUBJECTS = ['ines', 'amir', 'notes-app'];
const GROUPS = ['nurses', 'billing', 'research'];
const ISSUERS = ['https://login.example', 'https://other.example'];
const CONNECTIONS = ['openai', 'ward'];
const OPERATIONS = [
  'embeddings.create',
  'chat.completions.create',
  'chat.completions.messages.list',
  'http.triage.create',
];
const MODELS = ['gpt-4o', 'gpt-4o-mini', 'o3', 'llama-3.1-70b', ''];
const ADDRESSES = ['10.1.2.3', '10.9.0.1', '192.0.2.7', '::ffff:10.1.2.3', '2001:db8::7', 'fe80::1%eth0', 'nowhere'];
const FEW = ['SSN', 'DATE', 'NAME'] as const;
const ZONES = ['America/New_York', 'Europe/Berlin', 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe'];

const some = (values: readonly unknown[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const bound = fc.nat(4);
const range = fc.oneof(
  fc.record({ atLeast: bound }),
  fc.record({ atMost: bound }),
  fc.tuple(bound, bound).map((two) => ({ atLeast: Math.min(...two), atMost: Math.max(...two) })),
);
const clock = fc
  .tuple(fc.nat(23), fc.constantFrom(0, 1, 30, 59))
  .map((two) => two.map((one) => String(one).padStart(2, '0')).join(':'));
const time = fc
  .record({ days: some(DAYS), from: clock, to: clock, zone: fc.constantFrom(...ZONES) }, { requiredKeys: ['zone'] })
  .filter(({ days, from, to }) => (days ?? from ?? to) !== undefined && (from ?? '00:00') !== (to ?? '24:00'));

const conditions = fc.record(
  {
    subjects: fc.oneof(some(SUBJECTS), fc.constant(['*'])),
    groups: some(GROUPS),
    issuers: some(ISSUERS),
    clients: some(['app', 'cli']),
    nature: fc.constantFrom('person', 'service'),
    connections: some(CONNECTIONS),
    baa: some([true, false, 'self_hosted']),
    operations: some([...OPERATIONS, 'chat.*', 'chat.completions.*', 'http.*', 'responses.*']),
    models: some(['gpt-4o', 'gpt-4o*', '*', '*mini', 'g*4*m*i', 'llama*70b', 'x*']),
    entities: fc.dictionary(fc.constantFrom('any', ...FEW), range, { minKeys: 1, maxKeys: 2 }),
    bodyBytes: range,
    inputs: range,
    time,
    networks: some(['10.0.0.0/8', '10.1.2.3/32', '0.0.0.0/0', '2001:db8::/32', '::/0', 'fe80::/10', '192.0.2.0/29']),
    purposes: some(PURPOSES.slice(0, 3)),
  },
  { requiredKeys: [] },
);

/** Few of all the conditions there are. */
const when = fc
  .tuple(conditions, fc.uniqueArray(fc.nat(14), { maxLength: 3 }))
  .map(([all, kept]) => Object.fromEntries(Object.entries(all).filter((_, at) => kept.includes(at))));

const plan = fc.dictionary(fc.constantFrom('default', ...FEW), fc.constantFrom(...OPERATORS), {
  minKeys: 1,
  maxKeys: 3,
});
const back = fc.dictionary(fc.constantFrom('default', ...FEW), fc.constantFrom('redact', 'mask', 'allow'), {
  minKeys: 1,
});

const MEDIA = ['image/png', 'image/jpeg', 'application/pdf', 'application/octet-stream'] as const;

const rule = fc
  .record(
    {
      when,
      then: fc.constantFrom('allow', 'deny', 'review'),
      out: plan,
      back,
      media: some([...MEDIA, 'image/*', 'application/*']),
    },
    { requiredKeys: ['then'] },
  )
  .map(({ when: asked = {}, media, ...rest }) => ({
    ...rest,
    ...(rest.then === 'deny' || media === undefined ? {} : { media }),
    ...(Object.keys(asked).length === 0 ? {} : { when: asked }),
    ...(rest.then === 'review' ||
    (rest.then === 'allow' && (media !== undefined || Object.values(rest.out ?? {}).includes('review')))
      ? { review: { groups: ['privacy'] } }
      : {}),
  }));

/** Any policy document, with up to eight rules. */
export const arbitraryDocument: fc.Arbitrary<PolicyDocument> = fc
  .array(rule, { minLength: 1, maxLength: 8 })
  .map(
    (rules) =>
      ({ version: 1, name: 'any', rules: rules.map((one, at) => ({ name: `rule-${at}`, ...one })) }) as PolicyDocument,
  );

/** A policy of a document that must be one. */
export function policyOf(document: PolicyDocument): Policy {
  const read = readPolicy(document);
  if ('faults' in read) throw new TypeError(JSON.stringify(read.faults));
  return read.policy;
}

/** Who asks: what is the same in all their calls. */
export const arbitraryOwner = fc.record(
  {
    issuer: fc.constantFrom(...ISSUERS),
    subject: fc.constantFrom(...SUBJECTS),
    groups: fc.subarray(GROUPS),
    client: fc.constantFrom('app', 'cli', 'other'),
    nature: fc.constantFrom('person' as const, 'service' as const),
    connection: fc.constantFrom(...CONNECTIONS),
    baa: fc.constantFrom(true, false, 'self_hosted' as const),
    source: fc.constantFrom(...ADDRESSES),
  },
  { requiredKeys: ['issuer', 'subject', 'groups', 'connection', 'baa'] },
);

/** What differs between calls. */
export const arbitraryCall: fc.Arbitrary<Question> = fc.record(
  {
    operation: fc.constantFrom(...OPERATIONS, 'responses.create'),
    model: fc.constantFrom(...MODELS),
    entities: fc.dictionary(fc.constantFrom(...FEW), fc.nat(3)),
    bodyBytes: fc.nat(5),
    inputs: fc.nat(5),
    // From before zones had whole minutes to well behind today, and about the hours that clocks are changed.
    time: fc.oneof(
      fc.integer({ min: -3e12, max: 4e12 }),
      fc.integer({ min: -240, max: 240 }).map((minutes) => Date.UTC(2026, 10, 1, 6) + minutes * 60_000),
      fc.integer({ min: -240, max: 240 }).map((minutes) => Date.UTC(2026, 2, 29, 1) + minutes * 60_000),
    ),
    purpose: fc.constantFrom(...PURPOSES.slice(0, 4)),
    media: fc.subarray([...MEDIA]),
  },
  { requiredKeys: ['operation'] },
);

/** Any question, of which much may be unknown. */
export const arbitraryQuestion: fc.Arbitrary<Question> = fc
  .tuple(arbitraryCall, arbitraryOwner, fc.subarray(['issuer', 'subject', 'groups', 'connection', 'baa'] as const))
  .map(([call, owner, unknown]) => {
    const known = Object.entries(owner).filter(([key]) => !(unknown as readonly string[]).includes(key));
    return { ...call, ...Object.fromEntries(known) };
  });
