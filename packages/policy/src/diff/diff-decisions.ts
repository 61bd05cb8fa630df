import type { Decision } from '@sallyport/core';
import { decide } from '../decide.ts';
import type { Policy } from '../policy.ts';
import type { Question } from '../question.ts';
import type { Rule } from '../rule.ts';
import { type Change, changesBetween } from './changes-between.ts';
import { type Fact, type PartlyKnown, possibleRules } from './possible-rules.ts';

/** A call to decide about: a question, and what is not known of it. */
export interface DiffQuestion {
  readonly question: Question;
  /** Facts that nobody can tell. Default: none; what the question does not say is then known to be absent. */
  readonly unknown?: readonly Fact[];
  /** By which rule of which policy it was decided, where that is recorded. */
  readonly decided?: { readonly policy: string; readonly rule: string };
}

/** Calls whose decisions change alike. */
export interface DiffGroup {
  /** The rules, or `default`. */
  readonly from: string;
  readonly to: string;
  readonly changes: readonly Change[];
  /** `false`: it hangs on facts that are not known, whether they change so. */
  readonly certain: boolean;
  readonly hangsOn: readonly Fact[];
  readonly count: number;
  /** The first few, by their place among the questions. */
  readonly examples: readonly number[];
}

/** Which decisions change between two policies. */
export interface Diff {
  readonly calls: number;
  /** Calls whose decision is the same, certainly. */
  readonly same: number;
  /** Calls whose decision changes, certainly. */
  readonly changed: number;
  /** Calls of which that hangs on facts that are not known. */
  readonly open: number;
  /** The most frequent first, certain ones before others. */
  readonly groups: readonly DiffGroup[];
}

const MOST_EXAMPLES = 3;

/**
 * Decides each question under both policies, and gathers those whose decisions change alike. What is not known of a call is taken for neither: then every rule
 * that may have matched is held against every other. Linear in questions and rules.
 */
export function diffDecisions(a: Policy, b: Policy, questions: Iterable<DiffQuestion>): Diff {
  const groups = new Map<string, DiffGroup>();
  const totals = { calls: 0, same: 0, changed: 0, open: 0 };
  for (const asked of questions) {
    const found = compare(asked, { a, b });
    const kind = found.every(({ changes }) => changes.length === 0) ? 'same' : found.length === 1 ? 'changed' : 'open';
    for (const one of found) if (one.changes.length > 0) gather(groups, { ...one, at: totals.calls });
    totals[kind] += 1;
    totals.calls += 1;
  }
  return Object.freeze({ ...totals, groups: [...groups.values()].toSorted(byWeight) });
}

interface Pair {
  readonly a: Policy;
  readonly b: Policy;
}

type Outcome = Omit<DiffGroup, 'count' | 'examples'>;

/** Every pair of decisions that there may have been: one where all is known. */
function compare(asked: DiffQuestion, { a, b }: Pair): readonly Outcome[] {
  const call: PartlyKnown = { question: asked.question, unknown: new Set(asked.unknown), held: {} };
  const decided =
    asked.decided?.policy === a.digest ? a.rules.find(({ name }) => name === asked.decided?.rule) : undefined;
  const before = decided === undefined ? possibleRules(a, call) : [{ rule: decided, hangsOn: [] }];
  return before
    .flatMap((one) => {
      const known = { ...call, held: one.rule?.when ?? {} };
      return possibleRules(b, known).map((other) => ({
        from: one.rule?.name ?? 'default',
        to: other.rule?.name ?? 'default',
        changes: changesBetween(decisionBy(one.rule, { policy: a, call }), decisionBy(other.rule, { policy: b, call })),
        certain: true,
        hangsOn: [...new Set([...one.hangsOn, ...other.hangsOn])],
      }));
    })
    .map((one, _, all) => ({ ...one, certain: all.length === 1 }));
}

/** What a policy says where a rule of it matches. */
function decisionBy(
  rule: Rule | undefined,
  { policy, call }: { readonly policy: Policy; readonly call: PartlyKnown },
): Decision {
  const rules = rule === undefined ? [] : [{ ...rule, when: {} }];
  return decide({ ...policy, rules }, call.question);
}

function gather(groups: Map<string, DiffGroup>, { at, ...found }: Outcome & { readonly at: number }): void {
  const key = JSON.stringify(found);
  const known = groups.get(key) ?? { ...found, count: 0, examples: [] };
  const examples = known.examples.length < MOST_EXAMPLES ? [...known.examples, at] : known.examples;
  groups.set(key, { ...known, count: known.count + 1, examples });
}

function byWeight(one: DiffGroup, other: DiffGroup): number {
  return Number(other.certain) - Number(one.certain) || other.count - one.count;
}
