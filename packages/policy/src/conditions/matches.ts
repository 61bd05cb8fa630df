import { ENTITIES, networkList } from '@sallyport/core';
import type { Question } from '../question.ts';
import { CONDITIONS, type Conditions } from './conditions.ts';
import { fitsGlob, readGlob } from './glob.ts';
import { inRange } from './range.ts';
import { speaksOf } from './speaks-of.ts';
import { isTimeOfDay } from './time-of-day.ts';

type Holds = {
  readonly [Name in keyof Conditions]-?: (meant: NonNullable<Conditions[Name]>, question: Question) => boolean;
};

/** One item of a list must be it. */
const oneOf = (list: readonly unknown[], value: unknown): boolean => value !== undefined && list.includes(value);

/** What each condition means, one at a time. `decide` finds rules by an index; this is what the index must agree with. */
const HOLDS: Holds = Object.freeze<Holds>({
  subjects: (list, { subject }) => oneOf(list, subject) || (typeof subject === 'string' && list.includes('*')),
  groups: (list, { groups }) => Array.isArray(groups) && groups.some((group) => oneOf(list, group)),
  issuers: (list, { issuer }) => oneOf(list, issuer),
  clients: (list, { client }) => oneOf(list, client),
  nature: (meant, { nature }) => meant === nature,
  connections: (list, { connection }) => oneOf(list, connection),
  baa: (list, { baa }) => oneOf(list, baa),
  operations: (list, { operation }) => typeof operation === 'string' && list.some((one) => speaksOf(one, operation)),
  models: (list, { model }) => typeof model === 'string' && list.some((glob) => fitsGlob(readGlob(glob), model)),
  entities: (ranges, { entities }) =>
    Object.entries(ranges).every(([entity, range]) => inRange(range, countOf(entities, entity))),
  bodyBytes: (range, { bodyBytes }) => inRange(range, bodyBytes),
  inputs: (range, { inputs }) => inRange(range, inputs),
  time: (meant, { time }) => isTimeOfDay(meant, time),
  networks: (list, { source }) => typeof source === 'string' && networkList(list)(source),
  purposes: (list, { purpose }) => oneOf(list, purpose),
});

/** Tells whether a question meets every condition of a rule. */
export function matches(when: Conditions | undefined, question: Question): boolean {
  return CONDITIONS.every((name) => when?.[name] === undefined || holds(when, name, question));
}

/** Tells whether a question meets one condition, which is there. */
export function holds(when: Conditions, name: keyof Conditions, question: Question): boolean {
  const check = HOLDS[name] as (meant: unknown, question: Question) => boolean;
  return check(when[name], question);
}

/** How many of an entity there are, or of all together (`any`); `undefined` where nobody has counted. */
export function countOf(entities: Question['entities'], entity: string): unknown {
  if (typeof entities !== 'object' || entities === null) return undefined;
  if (entity !== 'any') return Object.hasOwn(entities, entity) ? entities[entity as keyof typeof entities] : 0;
  return ENTITIES.reduce((sum, one) => sum + (entities[one] ?? 0), 0);
}
