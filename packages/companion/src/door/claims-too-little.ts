import type { AppliedCounts, Entity, EntityCounts } from '@sallyport/core';
import type { Transformed } from '@sallyport/pipeline';

/**
 * What a client says it left in a body, by entity, when that is less than is found there; `undefined` when its claim holds,
 * or it makes none. What it replaced cannot be found any more, so only what it left standing (`allow`) counts.
 */
export function claimsTooLittle({ signed, found }: Pick<Transformed, 'signed' | 'found'>): EntityCounts | undefined {
  if (signed?.stated === undefined) return undefined;
  const left = leftStanding(signed.stated.intent.applied);
  const tooLittle = Object.entries(found).some(([entity, count]) => count > (left[entity as Entity] ?? 0));
  return tooLittle ? left : undefined;
}

function leftStanding(applied: AppliedCounts): EntityCounts {
  const allowed = Object.entries(applied).flatMap(([entity, { allow = 0 }]) => (allow > 0 ? [[entity, allow]] : []));
  return Object.fromEntries(allowed) as EntityCounts;
}
