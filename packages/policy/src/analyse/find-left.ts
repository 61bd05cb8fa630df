import { ENTITIES, type Entity } from '@sallyport/core';
import type { Rule } from '../rule.ts';
import type { Finding } from './finding.ts';
import { staysInside } from './stays-inside.ts';

/** What a limited data set may hold, 45 CFR 164.514(e)(2), and what other identifying numbers stand for. */
const LIMITED_DATA_SET: ReadonlySet<Entity> = new Set(['LOCATION', 'DATE', 'AGE_OVER_89', 'OTHER_ID']);

/** Entities that leave as they are: by every rule that lets calls pass, or by one. What stays within the house does not leave. */
export function findLeft(rules: readonly Rule[]): readonly Finding[] {
  const open = rules.filter((rule) => rule.effect !== 'deny' && !staysInside(rule));
  const everywhere = ENTITIES.filter(
    (entity) =>
      !LIMITED_DATA_SET.has(entity) && open.length > 0 && open.every((rule) => rule.operators.out[entity] === 'allow'),
  );
  return [
    ...(everywhere.length === 0 ? [] : [uncoveredFinding(everywhere)]),
    ...open.flatMap((rule) => leftBy(rule, everywhere)),
  ];
}

function uncoveredFinding(entities: readonly Entity[]): Finding {
  const message = `no rule does anything about ${entities.join(', ')}: where a call passes, they leave as they are`;
  return { kind: 'uncovered_entity', level: 'warning', entities, message };
}

function leftBy(rule: Rule, everywhere: readonly Entity[]): readonly Finding[] {
  const left = ENTITIES.filter((entity) => rule.operators.out[entity] === 'allow' && !everywhere.includes(entity));
  const [direct, limited] = [
    left.filter((entity) => !LIMITED_DATA_SET.has(entity)),
    left.filter((entity) => LIMITED_DATA_SET.has(entity)),
  ];
  const found = (entities: readonly Entity[], level: Finding['level']): Finding[] =>
    entities.length === 0
      ? []
      : [
          {
            kind: 'left_as_is',
            level,
            rule: rule.name,
            entities,
            message: `lets ${entities.join(', ')} out as they are`,
          },
        ];
  return [...found(direct, 'warning'), ...found(limited, 'note')];
}
