import { describe, expect, it } from 'vitest';
import { planOf } from '../plan-of.ts';
import { definePolicy } from '../policy.ts';
import type { CasesDocument } from './policy-case.ts';
import { type CasesRead, readCases } from './read-cases.ts';
import { runCases } from './run-cases.ts';

const GOOD: CasesDocument = {
  version: 1,
  given: { connection: 'openai', baa: true, operation: 'embeddings.create' },
  cases: [
    {
      name: 'a clinician embeds a note',
      when: { groups: ['clinic'], entities: { NAME: 2 } },
      then: 'allow',
      rule: 'notes',
      out: { NAME: 'tokenize' },
    },
    {
      name: 'at night',
      when: { time: '2026-12-01T23:00:00-05:00', connection: 'house' },
      then: 'deny',
      denied: 'default',
    },
  ],
};
const POLICY = definePolicy('test', [
  {
    name: 'notes',
    when: { connections: ['openai'], groups: ['clinic'] },
    effect: 'allow',
    operators: { out: planOf('redact', { NAME: 'tokenize' }), back: planOf('redact') },
    retention: 'short',
  },
]);

function casesOf(read: CasesRead) {
  if ('faults' in read) throw new TypeError(read.faults.map(({ message }) => message).join());
  return read.cases;
}

const faultsOf = (value: unknown) => {
  const read = readCases(value);
  return 'faults' in read ? read.faults.map(({ path, key, message }) => [path.join('/'), key, message]) : [];
};

describe('readCases', () => {
  it('reads cases, each with the facts that are given to all', () => {
    const [first, second] = casesOf(readCases(GOOD));
    expect(first?.question).toEqual({
      operation: 'embeddings.create',
      connection: 'openai',
      baa: true,
      groups: ['clinic'],
      entities: { NAME: 2 },
    });
    expect(second?.question).toEqual({
      operation: 'embeddings.create',
      connection: 'house',
      baa: true,
      time: Date.UTC(2026, 11, 2, 4),
    });
    expect(second?.expected).toEqual({ then: 'deny', denied: 'default' });
  });

  const only = (one: object) => ({
    version: 1,
    cases: [{ name: 'x', then: 'deny', when: { operation: 'a.b' }, ...one }],
  });
  it.each<[string, unknown, string, string | undefined, string]>([
    ['no file', 5, '', undefined, 'must be a set of keys and values'],
    ['another version', { ...GOOD, version: 2 }, 'version', undefined, 'must be 1'],
    ['no cases', { version: 1 }, '', undefined, 'must have cases'],
    ['an empty table', { version: 1, cases: [] }, 'cases', undefined, 'must be a list of 1 to 10000 cases'],
    ['an unknown key', { ...GOOD, givn: {} }, '', 'givn', 'has an unknown key: did you mean given?'],
    [
      'a misspelt fact',
      only({ when: { operaton: 'a.b' } }),
      'cases/0/when',
      'operaton',
      'has an unknown key: did you mean operation?',
    ],
    [
      'an unknown entity',
      only({ out: { NAMES: 'redact' } }),
      'cases/0/out',
      'NAMES',
      'has an unknown key: did you mean NAME?',
    ],
    [
      'an unknown operator',
      only({ out: { NAME: 'hide' } }),
      'cases/0/out/NAME',
      undefined,
      'must be one of redact, mask, tokenize, generalize, date_shift, surrogate, block, review, allow',
    ],
    ['no effect', { version: 1, cases: [{ name: 'x' }] }, 'cases/0', undefined, 'must have then'],
    ['a case that is none', { version: 1, cases: [7] }, 'cases/0', undefined, 'must be a set of keys and values'],
    [
      'no operation',
      { version: 1, cases: [{ name: 'x', then: 'deny' }] },
      'cases/0',
      undefined,
      'must have an operation, in its own facts or in those given',
    ],
    [
      'a time without an offset',
      only({ when: { operation: 'a.b', time: '2026-12-01T09:00:00' } }),
      'cases/0/when/time',
      undefined,
      'must be a time with an offset, such as 2026-12-01T09:00:00-05:00',
    ],
    [
      'a time that is none',
      only({ when: { operation: 'a.b', time: '2026-13-01T09:00:00Z' } }),
      'cases/0/when/time',
      undefined,
      'must be a time with an offset, such as 2026-12-01T09:00:00-05:00',
    ],
    [
      'a count that is none',
      only({ when: { operation: 'a.b', entities: { SSN: -1 } } }),
      'cases/0/when/entities/SSN',
      undefined,
      'must be a whole number from 0 on',
    ],
    [
      'a network for an address',
      only({ when: { operation: 'a.b', source: '10.0.0.0/8' } }),
      'cases/0/when/source',
      undefined,
      'must be an IP address',
    ],
    ['a name of two lines', only({ name: 'x\ny' }), 'cases/0/name', undefined, 'must be a name of one line'],
    ['facts that are none', only({ when: ['a.b'] }), 'cases/0/when', undefined, 'must be a set of facts'],
    [
      'entities that are none',
      only({ when: { operation: 'a.b', entities: 3 } }),
      'cases/0/when/entities',
      undefined,
      'must be counts by entity',
    ],
  ])('refuses %s, and says where', (_, value, path, key, message) => {
    expect(faultsOf(value)).toEqual([[path, key, message]]);
  });

  it('refuses a name that is there twice, at the second', () => {
    const twice = { ...GOOD, cases: [...GOOD.cases, GOOD.cases[0]] };
    expect(faultsOf(twice)).toEqual([['cases/2/name', undefined, 'must be a name that no case before it has']]);
  });

  it('quotes no value', () => {
    const sentinel = 'Quillonby';
    const bad = only({
      name: `${sentinel}\n`,
      rule: 7,
      when: { operation: 'a.b', purpose: sentinel, time: sentinel, baa: sentinel },
    });
    expect(faultsOf(bad).length).toBeGreaterThan(0);
    expect(JSON.stringify(faultsOf(bad))).not.toContain(sentinel);
  });
});

describe('runCases', () => {
  it('finds nothing where all is as expected', () => {
    const results = runCases(POLICY, casesOf(readCases(GOOD)));
    expect(results.map(({ name, mismatches }) => [name, mismatches])).toEqual([
      ['a clinician embeds a note', []],
      ['at night', []],
    ]);
  });

  it('says of each thing that is otherwise what was expected, and what came', () => {
    const expected = {
      then: 'review',
      rule: 'bulk',
      denied: 'baa',
      out: { NAME: 'redact' },
      back: { SSN: 'mask' },
      record: 'sealed',
      retain: 'long',
    } as const;
    const [result] = runCases(POLICY, casesOf(readCases({ ...GOOD, cases: [{ ...GOOD.cases[0], ...expected }] })));
    expect(result?.mismatches.map(({ what, expected: wanted, got }) => `${what} ${wanted} ${got}`)).toEqual([
      'then review allow',
      'rule bulk notes',
      'denied baa nothing',
      'record sealed redacted',
      'retain long short',
      'out/NAME redact tokenize',
      'back/SSN mask redact',
    ]);
    expect(result?.explanation.rule).toBe('notes');
  });
});
