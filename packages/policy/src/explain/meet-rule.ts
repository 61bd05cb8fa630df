import type { Conditions } from '../conditions/conditions.ts';
import { holds } from '../conditions/matches.ts';
import { conditionsOf } from '../conditions-of.ts';
import { type Facts, factsThatHold } from './change-facts.ts';
import { countEntities } from './count-entities.ts';
import { conditionsOfGoal, type DraftWay, extend } from './draft-way.ts';
import { findTime } from './find-time.ts';
import { judge } from './judge.ts';

/** Makes a draft's rule match: gives facts for each of its conditions that fails. `undefined` where nothing can. */
export function meetRule(draft: DraftWay): DraftWay | undefined {
  const { goal, question } = draft;
  const failing = conditionsOf(goal, question).filter((one) => !one.holds);
  const needs = judge(goal, { question, held: false }).map((judged) => ({
    ...judged,
    rule: goal.name,
    must: 'hold' as const,
  }));
  let met = extend(draft, {}, needs);
  for (const { condition } of failing) {
    const facts = factsFor(met, condition);
    if (facts === undefined) return undefined;
    met = extend(met, facts, []);
  }
  return met;
}

function factsFor(draft: DraftWay, condition: keyof Conditions): Facts | undefined {
  const when = conditionsOfGoal(draft);
  const fits = (facts: Facts) => holds(when, condition, { ...draft.question, ...facts });
  if (condition === 'entities') return factsOfEntities(draft, fits);
  if (condition !== 'time') return factsThatHold(condition, { when, question: draft.question }).find(fits);
  const conditions = when.time === undefined ? [] : [when.time];
  const time = findTime({ from: draft.question.time ?? 0, conditions, fits: (at) => fits({ time: at }) });
  return time === undefined ? undefined : { time };
}

function factsOfEntities({ goal, question }: DraftWay, fits: (facts: Facts) => boolean): Facts | undefined {
  const entities = countEntities(question.entities ?? {}, { ranges: goal.when?.entities ?? {} });
  return entities === undefined || !fits({ entities }) ? undefined : { entities };
}
