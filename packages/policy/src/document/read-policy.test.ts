import { describe, expect, it } from 'vitest';
import { SAMPLE_AUDITORS } from '../auditors/auditor.test-support.ts';
import { PRESET_NAMES, PRESETS } from '../presets/presets.ts';
import type { PolicyFault } from './fault.ts';
import { readPolicy } from './read-policy.ts';

const rule = { name: 'one', then: 'allow' };

function documentOf(more: object): object {
  return { version: 1, name: 'ward', ...more };
}

function faultsOf(document: unknown): readonly PolicyFault[] {
  const read = readPolicy(document);
  return 'faults' in read ? read.faults : [];
}

/** `path/key message` */
function said(document: unknown): readonly string[] {
  return faultsOf(document).map(
    ({ path, key, message }) => `${[...path, ...(key === undefined ? [] : [key])].join('/')} ${message}`,
  );
}

const ruleSaid = (more: object) => said(documentOf({ rules: [{ ...rule, ...more }] }));
const reviewed = (review: object) => ({ then: 'review', review: { groups: ['privacy'], ...review } });
const [auditor, other] = SAMPLE_AUDITORS;
const auditorsSaid = (...auditors: readonly unknown[]) => said(documentOf({ rules: [rule], auditors }));
const ZONE = { zone: 'America/New_York' };

describe('a policy that is not one', () => {
  it.each<[string, object, string]>([
    ['a misspelt key', { wehn: {} }, 'rules/0/wehn has an unknown key: did you mean when?'],
    [
      'an unknown condition',
      { when: { opertions: ['chat.*'] } },
      'rules/0/when/opertions has an unknown key: did you mean operations?',
    ],
    ['a key like nothing', { zzzzzzzz: 1 }, 'rules/0/zzzzzzzz has an unknown key'],
    [
      'an unknown entity with a range',
      { when: { entities: { SNN: { atLeast: 1 } } } },
      'rules/0/when/entities/SNN has an unknown key: did you mean SSN?',
    ],
    [
      'an unknown entity with an operator',
      { out: { NAMES: 'mask' } },
      'rules/0/out/NAMES has an unknown key: did you mean NAME?',
    ],
    [
      'an unknown operator',
      { out: { NAME: 'reduct' } },
      'rules/0/out/NAME must be one of redact, mask, tokenize, generalize, date_shift, surrogate, block, review, allow: did you mean redact?',
    ],
    [
      'an unknown purpose',
      { when: { purposes: ['treatmnt'] } },
      'rules/0/when/purposes/0 must be one of treatment, payment, operations, research, public_health, emergency, patient_request, administration, legal: did you mean treatment?',
    ],
    ['an unknown effect', { then: 'alow' }, 'rules/0/then must be one of allow, deny, review: did you mean allow?'],
    [
      'operators that are not there',
      { out: 'safe-habor' },
      'rules/0/out must be the name of operators or of a preset: did you mean safe-harbor?',
    ],
    [
      'an unknown operation',
      { when: { operations: ['embedings.create'] } },
      'rules/0/when/operations/0 must be an operation that Sallyport reads: did you mean embeddings.create?',
    ],
    [
      'an unknown resource',
      { when: { operations: ['realtime.*'] } },
      'rules/0/when/operations/0 must be an operation that Sallyport reads',
    ],
    [
      'a star that is no operation',
      { when: { operations: ['*'] } },
      'rules/0/when/operations/0 must be an operation such as embeddings.create or chat.*',
    ],
    [
      'a star in the middle',
      { when: { operations: ['chat.*.create'] } },
      'rules/0/when/operations/0 must be an operation such as embeddings.create or chat.*',
    ],
    [
      'a range without bounds',
      { when: { inputs: {} } },
      'rules/0/when/inputs must be a range with atLeast, atMost or both',
    ],
    [
      'a range upside down',
      { when: { inputs: { atLeast: 2, atMost: 1 } } },
      'rules/0/when/inputs must have an atLeast that is not above its atMost',
    ],
    [
      'the same of an entity',
      { when: { entities: { any: { atLeast: 2, atMost: 1 } } } },
      'rules/0/when/entities/any must have an atLeast that is not above its atMost',
    ],
    [
      'a negative bound',
      { when: { bodyBytes: { atLeast: -1 } } },
      'rules/0/when/bodyBytes/atLeast must be a whole number from 0 to 9007199254740991',
    ],
    [
      'half a bound',
      { when: { bodyBytes: { atMost: 1.5 } } },
      'rules/0/when/bodyBytes/atMost must be a whole number from 0 to 9007199254740991',
    ],
    ['no zone', { when: { time: { from: '08:00', to: '17:00' } } }, 'rules/0/when/time must have zone'],
    [
      'a zone that is none',
      { when: { time: { from: '08:00', zone: 'Mars/Olympus' } } },
      'rules/0/when/time/zone must be a zone of the IANA database such as America/New_York',
    ],
    [
      'an offset as a zone',
      { when: { time: { from: '08:00', zone: '+02:00' } } },
      'rules/0/when/time/zone must be a zone of the IANA database such as America/New_York',
    ],
    ['a zone alone', { when: { time: ZONE } }, 'rules/0/when/time must be a time with a zone, and days, from or to'],
    [
      'a time that is none',
      { when: { time: { ...ZONE, from: '24:00' } } },
      'rules/0/when/time/from must be a time such as 08:30',
    ],
    [
      'a time without its zero',
      { when: { time: { ...ZONE, to: '8:30' } } },
      'rules/0/when/time/to must be a time such as 17:00',
    ],
    [
      'a time that is a number',
      { when: { time: { ...ZONE, to: 510 } } },
      'rules/0/when/time/to must be a time such as 17:00',
    ],
    [
      'a span of nothing',
      { when: { time: { ...ZONE, from: '08:00', to: '08:00' } } },
      'rules/0/when/time must have a from and a to that differ',
    ],
    [
      'a day that is none',
      { when: { time: { ...ZONE, days: ['monday'] } } },
      'rules/0/when/time/days/0 must be one of mon, tue, wed, thu, fri, sat, sun: did you mean mon?',
    ],
    [
      'an address without a prefix',
      { when: { networks: ['10.0.0.1'] } },
      'rules/0/when/networks/0 must be a network such as 10.0.0.0/8 or 2001:db8::/32',
    ],
    [
      'a prefix too long',
      { when: { networks: ['10.0.0.0/8', '10.0.0.0/33'] } },
      'rules/0/when/networks/1 must be a network such as 10.0.0.0/8 or 2001:db8::/32',
    ],
    [
      'IPv4 in IPv6',
      { when: { networks: ['::ffff:10.0.0.0/104'] } },
      'rules/0/when/networks/0 must be a network such as 10.0.0.0/8 or 2001:db8::/32',
    ],
    [
      'nine stars',
      { when: { models: ['*a*b*c*d*e*f*g*h*'] } },
      'rules/0/when/models/0 must be a glob such as gpt-4o*, of at most 128 characters and 8 stars',
    ],
    [
      'a glob too long',
      { when: { models: ['g'.repeat(129)] } },
      'rules/0/when/models/0 must be a glob such as gpt-4o*, of at most 128 characters and 8 stars',
    ],
    [
      'anybody and somebody',
      { when: { subjects: ['ines', '*'] } },
      'rules/0/when/subjects/1 must stand alone: it is anybody',
    ],
    ['any group', { when: { groups: ['*'] } }, 'rules/0/when/groups/0 must be the name of a group'],
    ['one thing twice', { when: { groups: ['a', 'a'] } }, 'rules/0/when/groups must not name one thing twice'],
    ['an empty list', { when: { groups: [] } }, 'rules/0/when/groups must be a list of groups'],
    [
      'a long list',
      { when: { groups: Array.from({ length: 1_025 }, String) } },
      'rules/0/when/groups must have at most 1024 items',
    ],
    ['no list', { when: { groups: 'nurses' } }, 'rules/0/when/groups must be a list of groups'],
    ['empty conditions', { when: {} }, 'rules/0/when must be a set of conditions'],
    ['no conditions', { when: null }, 'rules/0/when must be a set of conditions'],
    ['two lines for people', { message: 'one\ntwo' }, 'rules/0/message must be one line of at most 200 characters'],
    [
      'a line that turns around',
      { message: 'one \u202e two' },
      'rules/0/message must be one line of at most 200 characters',
    ],
    ['a long line', { message: 'x'.repeat(201) }, 'rules/0/message must be one line of at most 200 characters'],
    ['a reserved name', { name: 'default' }, 'rules/0/name must not be default: that is what no rule matches'],
    ['a name with a space', { name: 'a b' }, 'rules/0/name must be a name of lower-case letters, digits and dashes'],
    ['nobody who is asked', { then: 'review' }, 'rules/0 must have review: it says who is asked'],
    [
      'nobody who is asked about an entity',
      { out: { SSN: 'review' } },
      'rules/0 must have review: it says who is asked',
    ],
    [
      'somebody who is never asked',
      { review: { groups: ['privacy'] } },
      'rules/0/review is of no use: neither then nor an operator is review, and there is no media',
    ],
    [
      'somebody asked of what is denied',
      { then: 'deny', review: { groups: ['privacy'] } },
      'rules/0/review is of no use: neither then nor an operator is review, and there is no media',
    ],
    [
      'review on the way back',
      { back: { SSN: 'review' } },
      'rules/0/back must not have the operator review: it is for the way out',
    ],
    ['no groups', { then: 'review', review: {} }, 'rules/0/review must have groups'],
    ['a quorum of none', reviewed({ quorum: 0 }), 'rules/0/review/quorum must be a whole number from 1 to 10'],
    ['a quorum of eleven', reviewed({ quorum: 11 }), 'rules/0/review/quorum must be a whole number from 1 to 10'],
    [
      'a long window',
      reviewed({ window: { most: '481m' } }),
      'rules/0/review/window/most must be a duration of at most 8h',
    ],
    ['a long hold', reviewed({ hold: '121s' }), 'rules/0/review/hold must be a duration of at most 120s'],
    ['a long wait', reviewed({ expiresIn: '31d' }), 'rules/0/review/expiresIn must be a duration of at most 30d'],
    ['an old approval', reviewed({ useWithin: '25h' }), 'rules/0/review/useWithin must be a duration of at most 1d'],
    [
      'an old login',
      reviewed({ stepUp: { maxAge: '2d' } }),
      'rules/0/review/stepUp/maxAge must be a duration of at most 1d',
    ],
    [
      'an escalation too late',
      reviewed({ escalate: { after: '1h', groups: ['b'] } }),
      'rules/0/review/escalate/after must be less than expiresIn',
    ],
    [
      'a duration without a unit',
      reviewed({ hold: '90' }),
      'rules/0/review/hold must be a duration such as 90s, 15m, 8h or 30d',
    ],
    [
      'a duration of nothing',
      reviewed({ hold: '0s' }),
      'rules/0/review/hold must be a duration such as 90s, 15m, 8h or 30d',
    ],
    ['a limit without its window', { limits: { requests: { most: 5 } } }, 'rules/0/limits/requests must have per'],
    [
      'a limit over too long',
      { limits: { tokens: { most: 5, per: '32d' } } },
      'rules/0/limits/tokens/per must be a duration of at most 31d',
    ],
    [
      'a limit of none',
      { limits: { concurrent: 0 } },
      'rules/0/limits/concurrent must be a whole number from 1 to 65536',
    ],
    ['limits without limits', { limits: {} }, 'rules/0/limits must be a set of limits'],
    ['no look-ahead', { lookAhead: 0 }, 'rules/0/lookAhead must be sentence, or a whole number from 1 to 65536'],
    [
      'a misspelt sentence',
      { lookAhead: 'sentences' },
      'rules/0/lookAhead must be sentence, or a whole number from 1 to 65536',
    ],
    [
      'a recording like none',
      { record: 'sealled' },
      'rules/0/record must be one of metadata, redacted, sealed: did you mean sealed?',
    ],
    [
      'originals sealed to nobody',
      { record: 'sealed' },
      'rules/0/record must not be sealed without auditors, to whom originals are sealed',
    ],
    ['an empty restore', { restore: {} }, 'rules/0/restore must be text, tools or both'],
    [
      'attachments that nobody looks at',
      { media: ['image/png'] },
      'rules/0/media must not be without review: it says who looks at what is attached',
    ],
    [
      'attachments of what is denied',
      { then: 'deny', media: ['image/png'] },
      'rules/0/media is of no use: the rule denies',
    ],
    [
      'a media type like one',
      { media: ['image/jpg'], review: { groups: ['privacy'] } },
      'rules/0/media/0 must be a media type that Sallyport tells by its content, such as image/png or application/pdf, or image/*: did you mean image/jpeg?',
    ],
    [
      'every media type at once',
      { media: ['*/*'], review: { groups: ['privacy'] } },
      'rules/0/media/0 must be a media type that Sallyport tells by its content, such as image/png or application/pdf, or image/*',
    ],
    [
      'half a range',
      { media: ['image/p*'], review: { groups: ['privacy'] } },
      'rules/0/media/0 must be a media type that Sallyport tells by its content, such as image/png or application/pdf, or image/*: did you mean image/*?',
    ],
    [
      'a media type twice',
      { media: ['image/*', 'image/*'], review: { groups: ['privacy'] } },
      'rules/0/media must not name one thing twice',
    ],
    ['no media', { media: [], review: { groups: ['privacy'] } }, 'rules/0/media must be a list of media types'],
  ])('has %s', (_, more, expected) => {
    expect(ruleSaid(more)).toEqual([expected]);
  });

  it.each<[string, readonly unknown[], string]>([
    ['of nobody', [], 'auditors must be a list of 1 to 8 public keys'],
    ['of nine', Array.from({ length: 9 }, () => auditor), 'auditors must have at most 8 items'],
    ['that are no keys', ['me'], 'auditors/0 must be a public key of EC and P-256, as a JWK with a kid'],
    [
      'with a private half',
      [{ ...auditor, d: auditor.x }],
      'auditors/0/d must not be there: it is the private half of the key. It is no secret any more, so make another key',
    ],
    ['with a name too many', [{ ...auditor, certificate: '' }], 'auditors/0/certificate has an unknown key'],
    ['without a kid', [{ ...auditor, kid: undefined }], 'auditors/0 must have kid'],
    [
      'with a kid of several lines',
      [{ ...auditor, kid: 'a\nb' }],
      'auditors/0/kid must be a name of 1 to 128 letters, digits and . _ : @ = + / ~ -',
    ],
    ['of another curve', [{ ...auditor, crv: 'P-384' }], 'auditors/0/crv must be P-256'],
    ['of another kind', [{ ...auditor, kty: 'OKP' }], 'auditors/0/kty must be EC'],
    ['for signing', [{ ...auditor, use: 'sig' }], 'auditors/0/use must be enc'],
    ['with half a coordinate', [{ ...auditor, x: 'AAAA' }], 'auditors/0/x must be a coordinate: 32 bytes in base64url'],
    [
      'off the curve',
      [{ ...auditor, y: other.y }],
      'auditors/0 must be a point on P-256: its x and y belong to no key',
    ],
    [
      'beyond the prime',
      [{ ...auditor, x: `${'_'.repeat(42)}8` }],
      'auditors/0 must be a point on P-256: its x and y belong to no key',
    ],
    [
      'of one name',
      [auditor, { ...other, kid: auditor.kid }],
      'auditors/1/kid must be unique: an earlier auditor has this kid',
    ],
    [
      'of one key',
      [auditor, { ...auditor, kid: 'me' }],
      'auditors/1 must be another key: an earlier auditor has this one',
    ],
  ])('has auditors %s', (_, auditors, expected) => {
    expect(auditorsSaid(...auditors)).toEqual([expected]);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, ' must be a policy'],
    ['null', null, ' must be a policy'],
    ['a list', [], ' must be a policy'],
    ['a function', () => 1, ' must be plain data, and less'],
    ['another version', { ...documentOf({ rules: [rule] }), version: 2 }, 'version must be 1'],
    ['a version that is text', { ...documentOf({ rules: [rule] }), version: '1' }, 'version must be 1'],
    ['no name', { version: 1, rules: [rule] }, ' must have name'],
    ['neither rules nor presets', documentOf({}), ' must have rules, use or both'],
    ['an empty list of rules', documentOf({ rules: [] }), 'rules must be a list of 1 to 10000 rules'],
    [
      'two rules of one name',
      documentOf({ rules: [rule, { ...rule, when: { inputs: { atLeast: 1 } } }] }),
      'rules/1/name must be unique: an earlier rule has this name',
    ],
    [
      'a rule with the name of a preset’s',
      documentOf({ rules: [{ ...rule, name: 'self-hosted' }], use: ['self-hosted'] }),
      'rules/0/name must be unique: a rule of a preset in use has this name',
    ],
    [
      'operators with the name of a preset',
      documentOf({ rules: [rule], operators: { 'self-hosted': { NAME: 'mask' } } }),
      'operators/self-hosted must have another name: a preset has this one',
    ],
    [
      'operators with capitals',
      documentOf({ rules: [rule], operators: { Mine: { NAME: 'mask' } } }),
      'operators/Mine must be named by lower-case letters, digits and dashes',
    ],
    [
      'an unknown preset',
      documentOf({ use: ['hipaa'] }),
      'use/0 must be one of safe-harbor, safe-harbor-tokens, limited-data-set, minimum-necessary, self-hosted',
    ],
    [
      'presets that speak of the same',
      documentOf({ use: ['safe-harbor', 'safe-harbor-tokens'] }),
      'use/1 is never reached: a preset before it speaks of the same calls',
    ],
    [
      'presets in the wrong order',
      documentOf({ use: ['safe-harbor', 'self-hosted'] }),
      'use/1 is never reached: a preset before it speaks of the same calls',
    ],
    ['a preset twice', documentOf({ use: ['safe-harbor', 'safe-harbor'] }), 'use must not name one thing twice'],
    [
      '10,001 rules',
      documentOf({ rules: Array.from({ length: 10_001 }, () => 1) }),
      'rules must be a list of 1 to 10000 rules',
    ],
    [
      '10,000 rules and a preset',
      documentOf({
        rules: Array.from({ length: 10_000 }, (_, at) => ({ ...rule, name: `r${at}` })),
        use: ['safe-harbor'],
      }),
      'use must not bring the policy above 10000 rules',
    ],
  ])('is %s', (_, document, expected) => {
    expect(said(document)).toEqual([expected]);
  });

  it('is an alias bomb, or goes round in a circle', () => {
    const bomb = Array.from({ length: 12 }).reduce<unknown>((part) => Array.from({ length: 10 }, () => part), 'x');
    const circle: Record<string, unknown> = {};
    circle.rules = [circle];
    for (const value of [bomb, documentOf({ rules: bomb }), circle]) {
      expect(said(value)).toEqual([' must be plain data, and less']);
    }
  });

  it('has its unknown keys named first, and no more than 32 faults', () => {
    const document = documentOf({
      rules: [
        { name: 'A', then: 'allow' },
        { name: 'b', thne: 'allow' },
      ],
    });
    expect(said(document)[0]).toBe('rules/1/thne has an unknown key: did you mean then?');
    const many = documentOf({ rules: Array.from({ length: 9_999 }, () => ({ then: 'allow' })) });
    expect(said(many)).toHaveLength(32);
    const twins = documentOf({ rules: Array.from({ length: 9_999 }, () => rule) });
    expect(said(twins)).toHaveLength(32);
  });

  it('is never quoted in what is wrong with it', () => {
    const secret = 'ines.calloway';
    const document = documentOf({
      rules: [{ name: secret, then: secret, out: secret, when: { networks: [secret], models: secret } }],
    });
    expect(said(document).length).toBeGreaterThan(2);
    expect(said(document).join()).not.toContain(secret);
  });
});

describe('a policy that is one', () => {
  it('is compiled to rules in their normal form, with those of its presets behind', () => {
    const read = readPolicy(
      documentOf({
        operators: { mine: { default: 'tokenize', SSN: 'block' } },
        rules: [
          {
            name: 'bulk',
            when: { inputs: { atLeast: 100 }, groups: ['b', 'a'], time: { days: ['sun', 'mon'], zone: 'UTC' } },
            then: 'review',
            out: 'mine',
            back: 'safe-harbor',
            restore: { text: true },
            review: { groups: ['privacy'], hold: '2m', window: { most: '8h' } },
            record: 'metadata',
            retain: 'short',
            limits: { requests: { most: 5, per: '1m' } },
            message: 'Ask the privacy office.',
          },
        ],
        use: ['safe-harbor'],
      }),
    );
    if (!('policy' in read)) throw new TypeError(JSON.stringify(read.faults));
    const [bulk, ...others] = read.policy.rules;
    expect(bulk).toMatchObject({
      name: 'bulk',
      when: { groups: ['a', 'b'], inputs: { atLeast: 100 }, time: { days: ['mon', 'sun'], zone: 'UTC' } },
      effect: 'review',
      operators: { out: { SSN: 'block', NAME: 'tokenize' }, back: { SSN: 'redact' } },
      restore: { text: true, tools: [] },
      review: { groups: ['privacy'], quorum: 1, expiresIn: 3_600, useWithin: 900, hold: 120, window: { most: 28_800 } },
      recording: 'metadata',
      retention: 'short',
      limits: { requests: { most: 5, seconds: 60 } },
      message: 'Ask the privacy office.',
    });
    expect(others).toEqual(PRESETS['safe-harbor'].rules);
  });

  it.each(PRESET_NAMES)('may be the preset %s alone, and gives its operators by name', (preset) => {
    const used = readPolicy(documentOf({ use: [preset] }));
    expect('policy' in used && used.policy.rules).toEqual(PRESETS[preset].rules);
    const named = readPolicy(documentOf({ rules: [{ ...rule, out: preset, back: preset }] }));
    expect('policy' in named && named.policy.rules[0]?.operators).toEqual(PRESETS[preset].rules[0]?.operators);
  });

  it('seals originals to its auditors, whose keys are in its digest', () => {
    const policy = (auditors?: readonly object[]) => {
      const read = readPolicy(documentOf({ rules: [{ ...rule, record: 'sealed' }], auditors }));
      return 'policy' in read ? read.policy : undefined;
    };
    const written = { ...auditor, alg: 'ECDH-ES+A256KW', use: 'enc' };
    expect(policy([written, other])?.auditors).toEqual([auditor, other]);
    expect(policy([written])?.digest).toBe(policy([auditor])?.digest);
    expect(policy([other])?.digest).not.toBe(policy([auditor])?.digest);
  });

  it('has a digest that tells what it means, and not how it was written', () => {
    const digestOf = (more: object) => {
      const read = readPolicy(documentOf({ rules: [{ ...rule, ...more }] }));
      return 'policy' in read ? read.policy.digest : undefined;
    };
    const digest = digestOf({ when: { groups: ['a', 'b'], inputs: { atLeast: 1, atMost: 2 } } });
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(digestOf({ when: { inputs: { atMost: 2, atLeast: 1 }, groups: ['b', 'a'] } })).toBe(digest);
    expect(digestOf({ when: { groups: ['a', 'b'], inputs: { atLeast: 1, atMost: 3 } } })).not.toBe(digest);
    expect(digestOf({ out: { default: 'redact' } })).toBe(digestOf({}));
  });

  it('is not what was handed in, and cannot be changed', () => {
    const document = documentOf({ rules: [{ ...rule, when: { groups: ['a'] } }] });
    const read = readPolicy(document);
    expect('document' in read && read.document).toEqual(document);
    expect(Object.isFrozen(document)).toBe(false);
    expect('policy' in read && Object.isFrozen(read.policy.rules[0]?.when?.groups)).toBe(true);
  });
});
