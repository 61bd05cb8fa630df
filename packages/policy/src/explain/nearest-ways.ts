import type { Conditions } from '../conditions/conditions.ts';
import { conditionsOf } from '../conditions-of.ts';
import type { Policy } from '../policy.ts';
import type { Question } from '../question.ts';
import type { Rule } from '../rule.ts';
import type { Way } from './explanation.ts';
import { wayTo } from './way-to.ts';

/** How many ways are given, and of how many rules they are sought. */
const MOST_WAYS = 5;
const MOST_CANDIDATES = 32;

/** How much farther away a rule is that asks for more of something. */
const GROWTH = 4;

/** How far away a rule is by a condition that fails: what a caller can change is near, what they are is far, and another operation is another call. */
const DISTANCE: Readonly<Record<keyof Conditions, number>> = Object.freeze({
  purposes: 1,
  inputs: 1,
  bodyBytes: 1,
  entities: 1,
  time: 1,
  models: 2,
  networks: 2,
  groups: 2,
  clients: 3,
  nature: 3,
  baa: 3,
  subjects: 4,
  issuers: 4,
  connections: 4,
  operations: 6,
});

/** The nearest ways in which a call would have passed, nearest first; of those as near, in the order of the rules. */
export function nearestWays(policy: Policy, question: Question): readonly Way[] {
  return policy.rules
    .filter(({ effect }) => effect !== 'deny')
    .map((rule) => ({ rule, distance: distanceOf(failingOf(rule, question)) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, MOST_CANDIDATES)
    .flatMap(({ rule }) => waysTo(policy, { goal: rule, question }))
    .map((way) => ({
      way,
      distance: distanceOf(way.missing.map(({ condition }) => condition)) + growth(way, question),
    }))
    .toSorted((a, b) => a.distance - b.distance || rank(a.way) - rank(b.way))
    .slice(0, MOST_WAYS)
    .map(({ way }) => way);
}

/** To send more is not what a caller wants to hear. */
function growth({ facts }: Way, question: Question): number {
  const more = (['inputs', 'bodyBytes'] as const).filter((name) => (facts[name] ?? 0) > (question[name] ?? 0)).length;
  const entities = facts.entities === undefined ? 0 : total(facts) - total(question);
  return GROWTH * (more + (entities > 0 ? 1 : 0));
}

function total({ entities = {} }: Partial<Question>): number {
  return Object.values(entities).reduce((sum, count) => sum + count, 0);
}

function rank({ effect }: Way): number {
  return effect === 'allow' ? 0 : 1;
}

/** With an agreement, and without what needs one, where these differ. */
function waysTo(
  policy: Policy,
  { goal, question }: { readonly goal: Rule; readonly question: Question },
): readonly Way[] {
  const ways = (['absence', 'agreement'] as const).flatMap((remedy) => wayTo(policy, { goal, question, remedy }) ?? []);
  const [first, second] = ways;
  return first !== undefined && second !== undefined && same(first, second) ? [first] : ways;
}

function same(one: Way, other: Way): boolean {
  return JSON.stringify(one.missing) === JSON.stringify(other.missing);
}

function failingOf(rule: Rule, question: Question): readonly (keyof Conditions)[] {
  return conditionsOf(rule, question).flatMap(({ condition, holds }) => (holds ? [] : [condition]));
}

function distanceOf(conditions: readonly (keyof Conditions)[]): number {
  return conditions.reduce((sum, condition) => sum + DISTANCE[condition], 0);
}
