import { type Decision, ENTITIES, type Entity, isNamedMedia, type MediaType } from '@sallyport/core';
import { deidentifies } from '../deidentifies.ts';
import type { Question } from '../question.ts';
import type { Rule } from '../rule.ts';
import type { Stop } from './explanation.ts';

/** A decision about a question, and the rule that made it, where one did. */
export interface Decided {
  readonly decision: Decision;
  readonly rule: Rule | undefined;
  readonly question: Question;
}

/** Why a call does not pass under a decision, whatever people say. */
export function stopsOf({ decision, rule, question }: Decided): readonly Stop[] {
  const { effect, denied = 'rule', operators, limits = {} } = decision;
  if (effect === 'deny') {
    if (denied === 'media') return [{ kind: denied, types: unnamed(rule, question) }];
    return [denied === 'baa' ? { kind: denied, entities: lefts(rule, question) } : { kind: denied }];
  }
  const blocked = present(question).filter((entity) => operators.out[entity] === 'block');
  return [
    ...(blocked.length === 0 ? [] : [{ kind: 'blocked' as const, entities: blocked }]),
    ...(['bodyBytes', 'inputs'] as const).flatMap((kind) => {
      const [most, is] = [limits[kind], question[kind]];
      return most === undefined || is === undefined || is <= most ? [] : [{ kind, most, is }];
    }),
  ];
}

/** Of what is attached, the kinds that a rule does not name. */
function unnamed(rule: Rule | undefined, { media = [] }: Question): readonly MediaType[] {
  return media.filter((type) => !isNamedMedia(rule?.media ?? [], type));
}

/** Of what a call holds, the entities that would leave without being de-identified. */
function lefts(rule: Rule | undefined, question: Question): readonly Entity[] {
  return present(question).filter((entity) => rule !== undefined && !deidentifies(rule.operators.out[entity], entity));
}

function present({ entities = {} }: Question): readonly Entity[] {
  return ENTITIES.filter((entity) => (entities[entity] ?? 0) > 0);
}
