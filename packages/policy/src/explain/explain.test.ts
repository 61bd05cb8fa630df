import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDocument, arbitraryQuestion, policyOf } from '../arbitrary-policy.test-support.ts';
import type { Conditions } from '../conditions/conditions.ts';
import { holds } from '../conditions/matches.ts';
import { decide, ruleOf } from '../decide.ts';
import { planOf } from '../plan-of.ts';
import { definePolicy, type Policy } from '../policy.ts';
import type { Question } from '../question.ts';
import type { Rule } from '../rule.ts';
import { explain } from './explain.ts';
import type { Need, Way } from './explanation.ts';

const REDACT = { out: planOf('redact'), back: planOf('redact') };
const rule = (name: string, more: Partial<Rule> = {}): Rule => ({ name, effect: 'allow', operators: REDACT, ...more });
const policy = (...rules: Rule[]): Policy => definePolicy('test', rules);
const EMBED: Question = { operation: 'embeddings.create', baa: true, entities: {}, inputs: 1, bodyBytes: 100, time: 0 };
const DEMAND = { groups: ['privacy'], quorum: 1, expiresIn: 3_600, useWithin: 900 };
const needs = (way: Way | undefined) =>
  way?.missing.map(
    ({ condition, entity, must, is, asks, rule: of }) => `${of} ${must} ${entity ?? condition}: ${is}, ${asks}`,
  );

describe('explain', () => {
  it('says of a call that passes which rule let it, and what held', () => {
    const { decision, ...explained } = explain(
      policy(
        rule('first', { when: { inputs: { atLeast: 9 } } }),
        rule('notes', { when: { operations: ['embeddings.*'], groups: ['clinic'] } }),
      ),
      { ...EMBED, groups: ['clinic', 'night'] },
    );
    expect(decision.effect).toBe('allow');
    expect(explained).toEqual({
      rule: 'notes',
      position: 2,
      because: [
        { condition: 'groups', asks: 'clinic', is: 'clinic, night' },
        { condition: 'operations', asks: 'embeddings.*', is: 'embeddings.create' },
      ],
      stops: [],
      needed: [],
    });
  });

  it('says of a denial by default what the nearest rules miss, nearest first', () => {
    const { stops, needed } = explain(
      policy(
        rule('far', { when: { operations: ['files.create'], subjects: ['ada'] } }),
        rule('near', { effect: 'review', review: DEMAND, when: { purposes: ['treatment', 'payment'] } }),
      ),
      EMBED,
    );
    expect(stops).toEqual([{ kind: 'default' }]);
    expect(needed.map(({ rule: name, effect }) => [name, effect])).toEqual([
      ['near', 'review'],
      ['far', 'allow'],
    ]);
  });

  it.each<[string, Conditions, Partial<Question>, string]>([
    ['a purpose', { purposes: ['treatment', 'payment'] }, {}, 'purposes: not known, treatment or payment'],
    ['a group', { groups: ['clinic'] }, { groups: [] }, 'groups: none, clinic'],
    ['an entity', { entities: { SSN: { atMost: 0 } } }, { entities: { SSN: 2 } }, 'SSN: 2, none'],
    ['all entities', { entities: { any: { atMost: 1 } } }, { entities: { SSN: 2, NAME: 1 } }, 'any: 3, at most 1'],
    ['more entities', { entities: { any: { atLeast: 1 } } }, {}, 'any: 0, at least 1'],
    ['a size', { bodyBytes: { atMost: 10 } }, {}, 'bodyBytes: 100, at most 10 bytes'],
    ['a number', { inputs: { atLeast: 2, atMost: 4 } }, {}, 'inputs: 1, from 2 to 4'],
    ['a network', { networks: ['10.0.0.0/8'] }, { source: '203.0.113.9' }, 'networks: 203.0.113.9, in 10.0.0.0/8'],
    ['a model', { models: ['gpt-4o*', 'o*'] }, { model: 'gpt-3' }, 'models: gpt-3, gpt-4o* or o*'],
    ['a known subject', { subjects: ['*'] }, {}, 'subjects: not known, anybody'],
    ['a nature', { nature: 'person' }, { nature: 'service' }, 'nature: service, person'],
    [
      'a time',
      { time: { zone: 'America/New_York', days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' } },
      { time: Date.UTC(2026, 10, 29, 10, 34) },
      'time: sun 2026-11-29 05:34, mon to fri, 08:00 to 18:00, America/New_York',
    ],
  ])('names what is missing: %s', (_, when, facts, words) => {
    const question = { ...EMBED, ...facts };
    const [way, ...others] = explain(policy(rule('one', { when })), question).needed;
    expect(needs(way)).toEqual([`one hold ${words}`]);
    expect(others).toEqual([]);
    expect(decide(policy(rule('one', { when })), { ...question, ...way?.facts }).effect).toBe('allow');
  });

  it('opens on Monday what is closed on Sunday', () => {
    const time = { zone: 'America/New_York', days: ['mon'], from: '08:00', to: '18:00' } as const;
    const [way] = explain(policy(rule('one', { when: { time } })), {
      ...EMBED,
      time: Date.UTC(2026, 10, 29, 10, 34),
    }).needed;
    expect(way?.facts.time).toBe(Date.UTC(2026, 10, 30, 13));
  });

  it('names the rules that deny and stand before, and what of them must no longer be so', () => {
    const denying = policy(
      rule('no-numbers', { effect: 'deny', when: { entities: { SSN: { atLeast: 1 } } } }),
      rule('notes', { when: { purposes: ['treatment'] } }),
    );
    const { rule: name, stops, needed } = explain(denying, { ...EMBED, entities: { SSN: 2, NAME: 1 } });
    expect([name, stops]).toEqual(['no-numbers', [{ kind: 'rule' }]]);
    expect(needed.map(needs)).toEqual([
      ['notes hold purposes: not known, treatment', 'no-numbers fail SSN: 2, at least 1'],
    ]);
    expect(needed[0]?.facts).toEqual({ purpose: 'treatment', entities: { NAME: 1 } });
  });

  it('names an earlier rule that would let the call pass in its place', () => {
    const both = policy(
      rule('short', { when: { groups: ['clinic'], inputs: { atMost: 5 } } }),
      rule('any', { when: { groups: ['clinic'] } }),
    );
    const ways = explain(both, EMBED).needed;
    expect(ways.map(({ rule: name, before }) => [name, before])).toEqual([
      ['short', undefined],
      ['any', 'short'],
    ]);
  });

  it('offers no way to a rule that cannot be reached', () => {
    const shut = policy(rule('never', { effect: 'deny' }), rule('notes'));
    expect(explain(shut, EMBED)).toMatchObject({ stops: [{ kind: 'rule' }], needed: [] });
    const contradicting = policy(rule('notes', { when: { entities: { NAME: { atLeast: 2 }, any: { atMost: 1 } } } }));
    expect(explain(contradicting, EMBED)).toMatchObject({ stops: [{ kind: 'default' }], needed: [] });
  });

  it('offers both ways past a missing agreement: to have one, and to leave the identifiers out', () => {
    const lax = policy(
      rule('lax', { operators: { ...REDACT, out: planOf('redact', { DATE: 'date_shift', SSN: 'allow' }) } }),
    );
    const {
      rule: name,
      stops,
      needed,
    } = explain(lax, { ...EMBED, baa: false, entities: { DATE: 3, SSN: 1, NAME: 1 } });
    expect([name, stops]).toEqual(['lax', [{ kind: 'baa', entities: ['DATE', 'SSN'] }]]);
    expect(needed.map(needs)).toEqual([
      ['lax hold DATE: 3, none', 'lax hold SSN: 1, none'],
      ['lax hold baa: false, true or self_hosted'],
    ]);
  });

  it('tells what stops a call although its rule allows it', () => {
    const strict = policy(
      rule('strict', { operators: { ...REDACT, out: planOf('block') }, limits: { inputs: 2, bodyBytes: 50 } }),
    );
    const { decision, stops, needed } = explain(strict, { ...EMBED, inputs: 3, entities: { NAME: 1 } });
    expect(decision.effect).toBe('allow');
    expect(stops).toEqual([
      { kind: 'blocked', entities: ['NAME'] },
      { kind: 'bodyBytes', most: 50, is: 100 },
      { kind: 'inputs', most: 2, is: 3 },
    ]);
    expect(needs(needed[0])).toEqual([
      'strict hold NAME: 1, none',
      'strict hold bodyBytes: 100, at most 50 bytes',
      'strict hold inputs: 3, at most 2',
    ]);
  });

  it('gives five ways at most', () => {
    const many = Array.from({ length: 40 }, (_, at) => rule(`r${at}`, { when: { subjects: [`s${at}`] } }));
    expect(explain(policy(...many), EMBED).needed.map((way) => way.rule)).toEqual(['r0', 'r1', 'r2', 'r3', 'r4']);
  });

  it('is true: with the facts of a way the call passes, under the rule that it names', () => {
    fc.assert(
      fc.property(arbitraryDocument.map(policyOf), arbitraryQuestion, (random, question) => {
        const { decision, rule: name, because, stops, needed } = explain(random, question);
        expect(decision).toEqual(decide(random, question));
        expect(name).toBe(ruleOf(random, question)?.name);
        expect(because.every(({ condition }) => ruleOf(random, question)?.when?.[condition] !== undefined)).toBe(true);
        expect(needed.length).toBeLessThanOrEqual(stops.length === 0 ? 0 : 5);
        for (const way of needed) checkWay(way, { random, question });
      }),
      { numRuns: 1_000 },
    );
  });
});

const FACT_OF: Readonly<Record<keyof Conditions, keyof Question>> = {
  subjects: 'subject',
  groups: 'groups',
  issuers: 'issuer',
  clients: 'client',
  nature: 'nature',
  connections: 'connection',
  baa: 'baa',
  operations: 'operation',
  models: 'model',
  entities: 'entities',
  bodyBytes: 'bodyBytes',
  inputs: 'inputs',
  time: 'time',
  networks: 'source',
  purposes: 'purpose',
};

function checkWay(way: Way, { random, question }: { readonly random: Policy; readonly question: Question }): void {
  const changed = { ...question, ...way.facts };
  const reached = explain(random, changed);
  expect(reached.stops).toEqual([]);
  expect(reached.rule).toBe(way.before ?? way.rule);
  expect(reached.decision.effect).toBe(way.effect);
  // It changes what it names, and nothing else.
  expect(way.missing.length).toBeGreaterThan(0);
  const named = new Set(way.missing.map(({ condition }) => FACT_OF[condition]));
  expect(Object.keys(way.facts).filter((fact) => !named.has(fact as keyof Question))).toEqual([]);
  for (const need of way.missing) checkNeed(need, { random, question, changed });
  // What its own rule misses is named whole.
  const own = random.rules.find(({ name }) => name === way.rule);
  const failing = Object.keys(own?.when ?? {}).filter(
    (name) => !holds(own?.when ?? {}, name as keyof Conditions, question),
  );
  const missed = way.missing
    .filter(({ rule: of, must }) => of === way.rule && must === 'hold')
    .map(({ condition }) => condition);
  expect(failing.filter((name) => !missed.includes(name as keyof Conditions))).toEqual([]);
}

interface Checked {
  readonly random: Policy;
  readonly question: Question;
  readonly changed: Question;
}

/** What must no longer hold does not, afterwards; and what must come to hold does. */
function checkNeed(need: Need, { random, changed }: Checked): void {
  const { when = {} } = random.rules.find(({ name }) => name === need.rule) ?? {};
  if (when[need.condition] === undefined) return;
  expect(holds(when, need.condition, changed)).toBe(need.must === 'hold');
}
