import { type Decision, type Direction, ENTITIES } from '@sallyport/core';
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { Policy } from '../policy.ts';
import type { Expectation, PolicyCase } from './policy-case.ts';

/** Something that was expected otherwise. */
export interface Mismatch {
  /** `then`, `rule`, `out/SSN` … */
  readonly what: string;
  readonly expected: string;
  readonly got: string;
}

/** How one case went. */
export interface CaseResult {
  readonly name: string;
  /** None where all is as expected. */
  readonly mismatches: readonly Mismatch[];
  readonly explanation: Explanation;
}

/** Decides each case, and holds the decision against what the case expects, in order. */
export function runCases(policy: Policy, cases: readonly PolicyCase[]): readonly CaseResult[] {
  return cases.map(({ name, question, expected }) => {
    const explanation = explain(policy, question);
    return Object.freeze({ name, mismatches: compare(expected, explanation.decision), explanation });
  });
}

function compare(expected: Expectation, decision: Decision): readonly Mismatch[] {
  const pairs: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['then', expected.then, decision.effect],
    ['rule', expected.rule, decision.rule],
    ['denied', expected.denied, decision.denied],
    ['record', expected.record, decision.recording],
    ['retain', expected.retain, decision.retention],
    ...operatorPairs('out', { expected, decision }),
    ...operatorPairs('back', { expected, decision }),
  ];
  return pairs.flatMap(([what, wanted, got = 'nothing']) =>
    wanted === undefined || wanted === got ? [] : [{ what, expected: wanted, got }],
  );
}

function operatorPairs(
  direction: Direction,
  { expected, decision }: { readonly expected: Expectation; readonly decision: Decision },
) {
  return ENTITIES.map((entity) => {
    const wanted = expected[direction]?.[entity];
    return [`${direction}/${entity}`, wanted, decision.operators[direction][entity]] as const;
  });
}
