import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDocument, arbitraryQuestion, policyOf } from '../arbitrary-policy.test-support.ts';
import { SAMPLE_AUDITORS } from '../auditors/auditor.test-support.ts';
import { decide } from '../decide.ts';
import { planOf } from '../plan-of.ts';
import { definePolicy, withAuditors } from '../policy.ts';
import type { Question } from '../question.ts';
import type { Rule } from '../rule.ts';
import { changesBetween } from './changes-between.ts';
import { type DiffQuestion, diffDecisions } from './diff-decisions.ts';
import type { Fact } from './possible-rules.ts';

const REDACT = { out: planOf('redact'), back: planOf('redact') };
const rule = (name: string, more: Partial<Rule> = {}): Rule => ({ name, effect: 'allow', operators: REDACT, ...more });
const OLD = definePolicy('old', [rule('notes', { when: { groups: ['clinic'], operations: ['embeddings.create'] } })]);
const EMBED: Question = { operation: 'embeddings.create', groups: ['clinic'], inputs: 3 };
const asked = (...facts: Partial<Question>[]) => facts.map((one): DiffQuestion => ({ question: { ...EMBED, ...one } }));

describe('diffDecisions', () => {
  it('finds no difference between a policy and itself', () => {
    expect(diffDecisions(OLD, OLD, asked({}, { groups: [] }))).toEqual({
      calls: 2,
      same: 2,
      changed: 0,
      open: 0,
      groups: [],
    });
  });

  it('gathers what changes alike, the most frequent first', () => {
    const next = definePolicy('new', [
      rule('bulk', { when: { inputs: { atLeast: 10 } }, effect: 'deny' }),
      rule('notes', {
        when: { groups: ['clinic'] },
        operators: { ...REDACT, out: planOf('redact', { DATE: 'date_shift' }) },
        recording: 'sealed',
      }),
    ]);
    const { groups, ...totals } = diffDecisions(OLD, next, asked({ inputs: 12 }, {}, { groups: ['x'] }, {}));
    expect(totals).toEqual({ calls: 4, same: 1, changed: 3, open: 0 });
    const rest = { certain: true, hangsOn: [] };
    const changes = [
      { what: 'out/DATE', from: 'redact', to: 'date_shift' },
      { what: 'recording', from: 'redacted', to: 'sealed' },
    ];
    expect(groups).toEqual([
      { from: 'notes', to: 'notes', count: 2, examples: [1, 3], changes, ...rest },
      {
        from: 'notes',
        to: 'bulk',
        count: 1,
        examples: [0],
        changes: [{ what: 'effect', from: 'allow', to: 'deny' }],
        ...rest,
      },
    ]);
  });

  it('names the auditors that originals are sealed to, and their keys', () => {
    const [auditor, other] = SAMPLE_AUDITORS;
    const sealing = definePolicy('old', [rule('notes', { recording: 'sealed' })]);
    const diff = diffDecisions(
      withAuditors(sealing, [auditor]),
      withAuditors(sealing, [{ ...other, kid: auditor.kid }]),
      asked({}),
    );
    const named = ({ x }: { readonly x: string }) => `${auditor.kid} (${x})`;
    expect(diff.groups[0]?.changes).toEqual([{ what: 'auditors', from: named(auditor), to: named(other) }]);
  });

  it('tells a change of the rule alone, or of the reason for a denial, from one of the decision', () => {
    const renamed = definePolicy('new', [
      { ...rule('letters'), ...OLD.rules[0], name: 'letters' },
      rule('no', { effect: 'deny' }),
    ]);
    expect(diffDecisions(OLD, renamed, asked({}, { groups: [] }))).toMatchObject({ same: 2, groups: [] });
  });

  it('says what it hangs on where a fact is not known', () => {
    const next = definePolicy('new', []);
    const unknown: readonly DiffQuestion[] = [{ question: { operation: 'embeddings.create' }, unknown: ['groups'] }];
    expect(diffDecisions(OLD, next, unknown)).toMatchObject({
      same: 0,
      changed: 0,
      open: 1,
      groups: [
        { from: 'notes', to: 'default', certain: false, hangsOn: ['groups'], changes: [{ from: 'allow', to: 'deny' }] },
      ],
    });
  });

  it('takes the rule that is recorded for the one that matched, with all that follows from it', () => {
    const next = definePolicy('new', [
      rule('strangers', { effect: 'deny', when: { clients: ['cron'] } }),
      rule('notes', { when: { groups: ['clinic', 'night'] }, recording: 'sealed' }),
    ]);
    const call = {
      question: { operation: 'embeddings.create' },
      unknown: ['groups'] as const,
      decided: { policy: OLD.digest, rule: 'notes' },
    };
    expect(diffDecisions(OLD, next, [call])).toMatchObject({
      changed: 1,
      groups: [{ from: 'notes', to: 'notes', certain: true }],
    });
    const more = { ...call, unknown: ['groups', 'client'] as const };
    expect(diffDecisions(OLD, next, [more])).toMatchObject({
      open: 1,
      groups: [{ hangsOn: ['client'] }, { hangsOn: [] }],
    });
    const elsewhere = { ...call, decided: { policy: 'sha256:00', rule: 'notes' } };
    expect(diffDecisions(OLD, next, [elsewhere])).toMatchObject({ open: 1 });
  });

  it('agrees with decide where all is known, and never excludes what was where it is not', () => {
    const policies = arbitraryDocument.map(policyOf);
    const facts = fc.subarray<Fact>(['groups', 'client', 'model', 'bodyBytes', 'subject', 'entities']);
    fc.assert(
      fc.property(policies, policies, arbitraryQuestion, facts, (a, b, question, unknown) => {
        const changes = changesBetween(decide(a, question), decide(b, question));
        const known = diffDecisions(a, b, [{ question }]);
        expect(known).toMatchObject({ changed: changes.length > 0 ? 1 : 0, open: 0 });
        expect(known.groups[0]?.changes ?? []).toEqual(changes);
        const { same, changed, groups } = diffDecisions(a, b, [{ question, unknown }]);
        if (same === 1) expect(changes).toEqual([]);
        if (changed === 1) expect(changes.length).toBeGreaterThan(0);
        if (changes.length > 0) expect(groups.map((group) => group.changes)).toContainEqual(changes);
      }),
      { numRuns: 500 },
    );
  });
});
