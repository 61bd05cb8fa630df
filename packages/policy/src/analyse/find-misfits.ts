import { ENTITIES } from '@sallyport/core';
import { deidentifies } from '../deidentifies.ts';
import { didYouMean } from '../document/check/did-you-mean.ts';
import type { Rule } from '../rule.ts';
import type { Finding, Surroundings } from './finding.ts';

/** Rules that do not fit the place where they are used, or do nothing. */
export function findMisfits(rules: readonly Rule[], surroundings: Surroundings): readonly Finding[] {
  const open = rules.some(({ effect }) => effect !== 'deny');
  const nothing: Finding = { kind: 'opens_nothing', level: 'warning', message: 'no rule lets any call pass' };
  return [...(open ? [] : [nothing]), ...rules.flatMap((rule) => misfitsOf(rule, surroundings))];
}

function misfitsOf(rule: Rule, surroundings: Surroundings): readonly Finding[] {
  return [
    ...unknownNames(rule, surroundings),
    ...restoringNothing(rule),
    ...reviewedByNobody(rule, surroundings),
    ...withoutAgreement(rule, surroundings),
  ];
}

/** Operations that are none `readPolicy` has refused already. */
function unknownNames({ name, when = {} }: Rule, { connections, issuers }: Surroundings): readonly Finding[] {
  const known = connections?.map((one) => one.name);
  const strange = [
    ...(when.connections ?? [])
      .filter((one) => known !== undefined && !known.includes(one))
      .map((one) => `a connection that is not known${didYouMean(one, known ?? [])}`),
    ...(when.issuers ?? [])
      .filter((one) => issuers !== undefined && !issuers.includes(one))
      .map(() => 'an issuer that is not known'),
  ];
  return strange.map((what) => ({ kind: 'unknown_name', level: 'warning', rule: name, message: `names ${what}` }));
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

/** Only of a rule that names its connections, and leaves every entity in. */
function withoutAgreement({ name, effect, when, operators }: Rule, { connections }: Surroundings): Finding[] {
  const named = connections?.filter((one) => when?.connections?.includes(one.name)) ?? [];
  const entities = ENTITIES.filter((entity) => !deidentifies(operators.out[entity], entity));
  if (effect === 'deny' || entities.length === 0 || named.length === 0 || named.some(({ baa }) => baa !== false))
    return [];
  const message = `lets ${entities.join(', ')} out to connections without an agreement: calls that hold them are refused`;
  return [{ kind: 'needs_agreement', level: 'warning', rule: name, entities, message }];
}
