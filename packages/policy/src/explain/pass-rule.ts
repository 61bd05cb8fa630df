import type { Entity } from '@sallyport/core';
import type { Conditions, Range } from '../conditions/conditions.ts';
import { holds } from '../conditions/matches.ts';
import type { Rule } from '../rule.ts';
import { type Facts, factsThatFail } from './change-facts.ts';
import { countEntities } from './count-entities.ts';
import { conditionsOfGoal, type DraftWay, extend, stillMatches } from './draft-way.ts';
import type { Judged } from './explanation.ts';
import { findTime } from './find-time.ts';
import { intersectRanges } from './intersect-ranges.ts';
import { describeCondition, describeEntity, matchesAll, rangesOf } from './judge.ts';

/** In the order in which a caller can change them. */
const EASIEST_FIRST = [
  'purposes',
  'inputs',
  'bodyBytes',
  'entities',
  'models',
  'time',
  'networks',
  'operations',
  'connections',
  'baa',
  'groups',
  'clients',
  'nature',
  'subjects',
  'issuers',
] as const satisfies readonly (keyof Conditions)[];

/** Facts under which one condition would not hold. */
interface Change {
  readonly judged: Judged;
  readonly facts: Facts;
}

/** Gets a draft past a rule that denies and stands before its own: makes one of that rule's conditions fail. `undefined` where none can. */
export function passRule(barrier: Rule, draft: DraftWay): DraftWay | undefined {
  for (const condition of EASIEST_FIRST) {
    if (barrier.when?.[condition] === undefined) continue;
    for (const { judged, facts } of changesOf(barrier.when, { condition, draft })) {
      const past = extend(draft, facts, [{ ...judged, rule: barrier.name, must: 'fail' }]);
      if (stillMatches(past) && !matchesAll(barrier, past.question)) return past;
    }
  }
  return undefined;
}

function changesOf(
  when: Conditions,
  { condition, draft }: { readonly condition: keyof Conditions; readonly draft: DraftWay },
): readonly Change[] {
  const { question } = draft;
  const goal = conditionsOfGoal(draft);
  if (condition === 'entities') return entityChanges(when.entities ?? {}, draft);
  const judged = describeCondition(when, { condition, question });
  if (condition !== 'time')
    return factsThatFail(condition, { when, goal, question }).map((facts) => ({ judged, facts }));
  const conditions = [when.time, goal.time].filter((one) => one !== undefined);
  const fits = (time: number) => {
    const at = { ...question, time };
    return stillMatches({ ...draft, question: at }) && !holds(when, 'time', at);
  };
  const time = findTime({ from: question.time ?? 0, conditions, fits });
  return time === undefined ? [] : [{ judged, facts: { time } }];
}

function entityChanges(ranges: NonNullable<Conditions['entities']>, draft: DraftWay): readonly Change[] {
  const { question } = draft;
  return rangesOf(ranges).flatMap(([entity, range]) =>
    outside(range).flatMap((other) => {
      const wanted = intersectRanges(conditionsOfGoal(draft).entities ?? {}, { [entity]: other } as Record<
        Entity,
        Range
      >);
      const entities = countEntities(question.entities ?? {}, { ranges: wanted });
      return entities === undefined
        ? []
        : [{ judged: describeEntity({ entity, range }, question), facts: { entities } }];
    }),
  );
}

function outside({ atLeast = 0, atMost }: Range): readonly Range[] {
  const below = atLeast > 0 ? [{ atMost: atLeast - 1 }] : [];
  return [...below, ...(atMost === undefined ? [] : [{ atLeast: atMost + 1 }])];
}
