import { ENTITIES } from '@sallyport/core';
import type { Conditions, Range } from '../conditions/conditions.ts';
import { COVERS } from '../conditions/covers.ts';

/** Of these a call has one value at most. */
const SINGLE = ['issuers', 'clients', 'connections', 'baa', 'purposes', 'operations', 'networks'] as const;

/** Whether some call might meet both conditions: `false` only where that is certain. */
export function mayOverlap(one: Conditions = {}, other: Conditions = {}): boolean {
  if (!subjectsMeet(one, other) || !SINGLE.every((name) => listsMeet(name, { one, other }))) return false;
  if (one.nature !== undefined && other.nature !== undefined && one.nature !== other.nature) return false;
  if (!rangesMeet(one.inputs, other.inputs) || !rangesMeet(one.bodyBytes, other.bodyBytes)) return false;
  return entitiesMeet(one.entities, other.entities) && modelsMeet(one, other);
}

interface Both {
  readonly one: Conditions;
  readonly other: Conditions;
}

function listsMeet(name: (typeof SINGLE)[number], { one, other }: Both): boolean {
  const [first, second] = [one[name] as readonly string[] | undefined, other[name] as readonly string[] | undefined];
  if (first === undefined || second === undefined) return true;
  const covers = COVERS[name] as (wide: readonly string[], narrow: readonly string[]) => boolean;
  return first.some((a) => second.some((b) => covers([a], [b]) || covers([b], [a])));
}

function subjectsMeet({ subjects: first }: Conditions, { subjects: second }: Conditions): boolean {
  if (first === undefined || second === undefined) return true;
  return first.includes('*') || second.includes('*') || first.some((subject) => second.includes(subject));
}

/** Two patterns with a star may have a name in common that neither shows. */
function modelsMeet({ models: first }: Conditions, { models: second }: Conditions): boolean {
  if (first === undefined || second === undefined) return true;
  return first.some((a) => second.some((b) => headsMeet(a, b)));
}

function headsMeet(one: string, other: string): boolean {
  const [a = '', b = ''] = [one.split('*')[0], other.split('*')[0]];
  if (!one.includes('*') && !other.includes('*')) return one === other;
  const least = Math.min(a.length, b.length);
  return a.slice(0, least) === b.slice(0, least);
}

function entitiesMeet(one: Conditions['entities'], other: Conditions['entities']): boolean {
  if (one === undefined || other === undefined) return true;
  return [...ENTITIES, 'any' as const].every((name) => rangesMeet(one[name], other[name]));
}

function rangesMeet(one: Range = {}, other: Range = {}): boolean {
  const least = Math.max(one.atLeast ?? 0, other.atLeast ?? 0);
  return least <= Math.min(one.atMost ?? Number.POSITIVE_INFINITY, other.atMost ?? Number.POSITIVE_INFINITY);
}
