import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryCall, arbitraryDocument, arbitraryOwner, policyOf } from '../arbitrary-policy.test-support.ts';
import { SAMPLE_AUDITORS } from '../auditors/auditor.test-support.ts';
import { decide } from '../decide.ts';
import { PRESET_NAMES, PRESETS } from '../presets/presets.ts';
import { readSlice } from './read-slice.ts';
import { slicePolicy } from './slice-policy.ts';

const OWNER = {
  issuer: 'https://login.example',
  subject: 'ines',
  groups: ['nurses'],
  connection: 'openai',
  baa: true,
} as const;

const POLICY = policyOf({
  version: 1,
  name: 'ward',
  rules: [
    { name: 'others', when: { subjects: ['amir'] }, then: 'deny' },
    { name: 'nurses', when: { groups: ['nurses'], operations: ['chat.*'] }, then: 'allow', out: { SSN: 'block' } },
    { name: 'near', when: { networks: ['10.0.0.0/8'] }, then: 'allow' },
    {
      name: 'all-here',
      when: { connections: ['openai'], baa: [true] },
      then: 'review',
      review: { groups: ['privacy'] },
    },
    { name: 'behind', when: { inputs: { atLeast: 5 } }, then: 'deny' },
  ],
});

describe('a slice', () => {
  it('decides about its owner’s calls as the whole policy does, sent and read again', () => {
    fc.assert(
      fc.property(
        arbitraryDocument,
        arbitraryOwner,
        fc.array(arbitraryCall, { minLength: 1 }),
        (document, owner, calls) => {
          const policy = policyOf(document);
          const read = readSlice(JSON.parse(JSON.stringify(slicePolicy(policy, owner))));
          if (read === undefined) throw new TypeError('the slice could not be read');
          for (const call of calls) {
            const question = { ...call, ...owner };
            expect(decide(read, question)).toEqual(decide(policy, question));
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('leaves out what cannot concern its owner, and what is settled, and names nobody else', () => {
    const slice = slicePolicy(POLICY, OWNER);
    expect(slice).toMatchObject({ version: 1, name: 'ward', digest: POLICY.digest });
    expect(slice.rules.map(({ name, when }) => [name, when])).toEqual([
      ['nurses', { operations: ['chat.*'] }],
      ['near', { networks: ['10.0.0.0/8'] }],
      ['all-here', undefined],
    ]);
    expect(JSON.stringify(slice)).not.toMatch(/amir|nurses"\]/);
  });

  it('settles networks where its owner is always at one address', () => {
    const names = (source: string) => slicePolicy(POLICY, { ...OWNER, source }).rules.map(({ name }) => name);
    expect(names('10.1.2.3')).toEqual(['nurses', 'near']);
    expect(names('192.0.2.7')).toEqual(['nurses', 'all-here']);
  });

  it.each(PRESET_NAMES)('of %s can be read', (preset) => {
    expect(readSlice(slicePolicy(PRESETS[preset], OWNER))?.digest).toBe(PRESETS[preset].digest);
  });

  it('is not what it was made of, and cannot be changed', () => {
    const slice = structuredClone(slicePolicy(POLICY, OWNER));
    const read = readSlice(slice);
    expect(Object.isFrozen(read?.rules[0]?.operators.out)).toBe(true);
    expect(Object.isFrozen(slice.rules[0])).toBe(false);
  });
});

describe('the auditors of a slice', () => {
  const rules = [
    { name: 'nurses', when: { groups: ['nurses'] }, then: 'allow', record: 'sealed' },
    { name: 'others', then: 'allow' },
  ] as const;
  const sealing = policyOf({ version: 1, name: 'ward', rules, auditors: SAMPLE_AUDITORS });
  const slice = slicePolicy(sealing, OWNER);
  const read = (more: object) => readSlice(JSON.parse(JSON.stringify({ ...slice, ...more })));
  const [auditor, other] = SAMPLE_AUDITORS;

  it('are there for whom a rule records sealed, and for nobody else', () => {
    expect(slice.auditors).toEqual(SAMPLE_AUDITORS);
    expect(read({})?.auditors).toEqual(SAMPLE_AUDITORS);
    expect(decide(read({}) ?? sealing, { operation: 'embeddings.create', baa: true }).auditors).toEqual(
      SAMPLE_AUDITORS,
    );
    expect(slicePolicy(sealing, { ...OWNER, groups: [] })).not.toHaveProperty('auditors');
  });

  it.each<[string, object]>([
    ['missing', { auditors: undefined }],
    ['nobody', { auditors: [] }],
    ['off the curve', { auditors: [{ ...auditor, y: other.y }] }],
    ['of one name', { auditors: [auditor, { ...other, kid: auditor.kid }] }],
    ['private', { auditors: [{ ...auditor, d: auditor.x }] }],
    ['of more than there is', { auditors: [{ ...auditor, alg: 'ECDH-ES+A256KW' }] }],
    ['nine', { auditors: Array.from({ length: 9 }, (_, at) => ({ ...auditor, kid: `auditor-${at}` })) }],
  ])('make it none where they are %s', (_what, more) => {
    expect(read(more)).toBeUndefined();
  });
});

describe('what is no slice', () => {
  const slice = slicePolicy(POLICY, OWNER);
  const [rule] = slice.rules;
  const { SSN: _, ...partial } = rule?.operators.out ?? {};
  const withRule = (more: object) => ({ ...slice, rules: [{ ...rule, ...more }] });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', JSON.stringify(slice)],
    ['a list', [slice]],
    ['a function', () => slice],
    ['of another version', { ...slice, version: 2 }],
    ['without a digest', { ...slice, digest: undefined }],
    ['with a digest of another kind', { ...slice, digest: 'sha1:00' }],
    ['with more than there is', { ...slice, more: 1 }],
    ['with a rule that says more', withRule({ more: 1 })],
    ['with a condition that is not known', withRule({ when: { weather: ['fine'] } })],
    ['with no condition where there are conditions', withRule({ when: {} })],
    ['with an effect that is not known', withRule({ effect: 'perhaps' })],
    ['with a review of nobody', withRule({ effect: 'review' })],
    ['with an entity less', withRule({ operators: { out: partial, back: rule?.operators.back } })],
    [
      'with an operator that is not known',
      withRule({ operators: { out: { ...partial, SSN: 'keep' }, back: rule?.operators.back } }),
    ],
    ['with a network that is none', withRule({ when: { networks: ['10.0.0.0'] } })],
    ['with a zone that is none', withRule({ when: { time: { zone: 'Mars/Olympus', from: '08:00' } } })],
    ['with nine stars', withRule({ when: { models: ['*********'] } })],
    ['with a message of two lines', withRule({ message: 'a\nb' })],
    ['with 10,001 rules', { ...slice, rules: Array.from({ length: 10_001 }, () => rule) }],
  ])('is %s', (_what, value) => {
    expect(readSlice(value)).toBeUndefined();
  });
});
