import { ENTITIES, type Entity, type Operator } from '@sallyport/core';
import type { Conditions } from '../conditions/conditions.ts';
import { covers, uncovered } from '../conditions/covers.ts';
import { deidentifies } from '../deidentifies.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from './finding.ts';
import { mayOverlap } from './may-overlap.ts';
import { staysInside } from './stays-inside.ts';

/** So many rules right before one are looked at. */
const MOST_BEFORE = 128;

const OPENNESS: Readonly<Record<Rule['effect'], number>> = Object.freeze({ deny: 0, review: 1, allow: 2 });

/** Callers say these by themselves, or do not. */
const CALLERS_WORD: ReadonlySet<keyof Conditions> = new Set(['purposes']);

/**
 * Rules that let through more than one before them, of calls that are much alike: each with the nearest such rule. Most policies have some on purpose, for exceptions
 * come first; so it is a note, but a warning where operators are weaker, or where nothing sets the calls apart but what a caller says.
 */
export function findOpensMore(rules: readonly Rule[]): readonly Finding[] {
  return rules.flatMap((rule, at) => {
    if (rule.effect === 'deny') return [];
    const before = rules.slice(Math.max(0, at - MOST_BEFORE), at).toReversed();
    const other = before.find((one) => alike(rule, one) && opensMore(rule, one));
    return other === undefined ? [] : [describe(rule, other)];
  });
}

/** One that covers the rule leaves it nothing to open. */
function alike({ when: later }: Rule, { when: earlier }: Rule): boolean {
  return mayOverlap(later, earlier) && !covers(earlier, later);
}

function opensMore(rule: Rule, other: Rule): boolean {
  return OPENNESS[rule.effect] > OPENNESS[other.effect] || weaker(rule, other).length > 0;
}

function describe(rule: Rule, other: Rule): Finding {
  const apart = uncovered(other.when ?? {}, rule.when ?? {});
  const said = apart.every((name) => CALLERS_WORD.has(name));
  const entities = weaker(rule, other);
  const effects = OPENNESS[rule.effect] > OPENNESS[other.effect];
  const does = effects ? DOES[rule.effect] : `lets out more of ${entities.join(', ')} than`;
  const what = effects
    ? `${does} calls like those that ${other.name} ${VERBS[other.effect]}`
    : `${does} ${other.name} does`;
  const by = said
    ? 'nothing but the purpose that a caller states sets them apart'
    : `they differ in ${apart.join(', ')}`;
  return {
    kind: 'opens_more',
    level: said || !effects ? 'warning' : 'note',
    rule: rule.name,
    other: other.name,
    ...(entities.length === 0 ? {} : { entities }),
    message: `${what}; ${by}`,
  };
}

const DOES = { allow: 'allows', review: 'lets people allow', deny: 'denies' } as const;
const VERBS = { allow: 'allows', review: 'has reviewed', deny: 'denies' } as const;

/** The entities of which a rule lets out more than another that lets calls pass too. */
function weaker(rule: Rule, other: Rule): readonly Entity[] {
  if (other.effect === 'deny' || staysInside(rule)) return [];
  return ENTITIES.filter((entity) => {
    const [now, before] = [rule.operators.out[entity], other.operators.out[entity]];
    return strength(now, entity) < strength(before, entity);
  });
}

/** Blocking keeps all in, de-identifying what identifies, `allow` nothing. */
function strength(operator: Operator, entity: Entity): number {
  if (operator === 'block') return 4;
  if (operator === 'review') return 3;
  if (deidentifies(operator, entity)) return 2;
  return operator === 'allow' ? 0 : 1;
}
