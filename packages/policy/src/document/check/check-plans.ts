import { type Direction, ENTITIES, type OperatorPlan } from '@sallyport/core';
import { PRESET_NAMES } from '../../presets/presets.ts';
import { resolvePlan } from '../compile/resolve-plan.ts';
import type { PolicyDocument, RuleDocument } from '../document.ts';
import type { PolicyFault } from '../fault.ts';
import { didYouMean } from './did-you-mean.ts';

/** Where a rule stands, and the operators it may name. */
export interface RulePlace {
  readonly path: PolicyFault['path'];
  readonly operators: PolicyDocument['operators'];
}

/** What is wrong with the operators of a rule, and with its review: it must be there where people are asked, and nowhere else. */
export function* checkPlans(rule: RuleDocument, { path, operators = {} }: RulePlace): Iterable<PolicyFault> {
  const plan = (direction: Direction) => resolvePlan({ plan: rule[direction], direction, operators });
  for (const direction of ['out', 'back'] as const) {
    if (plan(direction) !== undefined) continue;
    const meant = didYouMean(rule[direction], [...Object.keys(operators), ...PRESET_NAMES]);
    yield { path: [...path, direction], message: `must be the name of operators or of a preset${meant}` };
  }
  if (asks(plan('back')))
    yield { path: [...path, 'back'], message: 'must not have the operator review: it is for the way out' };
  const asked = rule.then === 'review' || (rule.then === 'allow' && asks(plan('out')));
  // What is attached is looked at too, see `checkMedia`
  const looked = rule.then === 'allow' && rule.media !== undefined;
  if (asked && rule.review === undefined) yield { path, message: 'must have review: it says who is asked' };
  if (!(asked || looked) && rule.review !== undefined) {
    yield {
      path: [...path, 'review'],
      message: 'is of no use: neither then nor an operator is review, and there is no media',
    };
  }
}

function asks(plan: OperatorPlan | undefined): boolean {
  return plan !== undefined && ENTITIES.some((entity) => plan[entity] === 'review');
}
