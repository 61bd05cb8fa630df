import { ENTITIES, type Entity } from '@sallyport/core';
import type { Conditions, Range } from '../conditions/conditions.ts';
import { countOf, holds } from '../conditions/matches.ts';
import { conditionsOf } from '../conditions-of.ts';
import type { Question } from '../question.ts';
import type { Rule } from '../rule.ts';
import type { Judged } from './explanation.ts';
import { asksOf, isOf, rangeWords } from './words.ts';

/** Tells whether every condition of a rule holds. */
export function matchesAll(rule: Rule, question: Question): boolean {
  return conditionsOf(rule, question).every((one) => one.holds);
}

/** The conditions of a rule that hold, or those that do not, in words. */
export function judge(
  rule: Rule,
  { question, held }: { readonly question: Question; readonly held: boolean },
): readonly Judged[] {
  return conditionsOf(rule, question).flatMap(({ condition, holds: so }) => {
    if (condition === 'entities') return judgeEntities(rule.when?.entities ?? {}, { question, held });
    return so === held ? [describeCondition(rule.when ?? {}, { condition, question })] : [];
  });
}

function judgeEntities(
  ranges: NonNullable<Conditions['entities']>,
  { question, held }: { readonly question: Question; readonly held: boolean },
): readonly Judged[] {
  return rangesOf(ranges)
    .filter(([entity, range]) => holds({ entities: { [entity]: range } }, 'entities', question) === held)
    .map(([entity, range]) => describeEntity({ entity, range }, question));
}

/** A condition other than that about entities, in words. */
export function describeCondition(
  when: Conditions,
  { condition, question }: { readonly condition: keyof Conditions; readonly question: Question },
): Judged {
  return { condition, asks: asksOf(when, condition), is: isOf(condition, { question, when }) };
}

/** What is asked of one entity, in words. */
export function describeEntity(
  { entity, range }: { readonly entity: Entity | 'any'; readonly range: Range },
  question: Question,
): Judged {
  const counted = countOf(question.entities, entity) ?? 'not known';
  return { condition: 'entities', entity, asks: rangeWords(range), is: String(counted) };
}

/** The ranges of a condition about entities, in the order of entities. */
export function rangesOf(ranges: NonNullable<Conditions['entities']>): readonly (readonly [Entity | 'any', Range])[] {
  return ([...ENTITIES, 'any'] as const).flatMap((entity) => {
    const range = ranges[entity];
    return range === undefined ? [] : [[entity, range] as const];
  });
}
