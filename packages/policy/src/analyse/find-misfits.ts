import { ENTITIES } from '@sallyport/core';
import type { Rule } from '../rule.ts';
import type { Finding, Surroundings } from './finding.ts';

/** Rules that do not fit the place where they are used, or do nothing. */
export function findMisfits(rules: readonly Rule[], surroundings: Surroundings): readonly Finding[] {
  const open = rules.some(({ effect }) => effect !== 'deny');
  const nothing: Finding = { kind: 'opens_nothing', level: 'warning', message: 'no rule lets any call pass' };
  return [...(open ? [] : [nothing]), ...rules.flatMap((rule) => misfitsOf(rule, surroundings))];
}

function misfitsOf(rule: Rule, surroundings: Surroundings): readonly Finding[] {
  return [...restoringNothing(rule), ...reviewedByNobody(rule, surroundings)];
}

function restoringNothing({ name, effect, operators, restore }: Rule): Finding[] {
  const asked = restore !== undefined && (restore.text || restore.tools.length > 0);
  if (effect === 'deny' || !asked || ENTITIES.some((entity) => operators.out[entity] === 'tokenize')) return [];
  const message = 'gives callers their own values back in place of tokens, and makes no tokens';
  return [{ kind: 'restores_nothing', level: 'note', rule: name, message }];
}

function reviewedByNobody({ name, review, effect }: Rule, { reviewers }: Surroundings): Finding[] {
  if (reviewers !== false || review === undefined || effect === 'deny') return [];
  const message = 'asks people to review, and there is no admin plane on which anybody could';
  return [{ kind: 'nobody_reviews', level: 'warning', rule: name, message }];
}
