import type { GroupsConfig } from '../config/index.ts';
import { type Claims, claimAt, isObject } from './claim-at.ts';

/** The groups a token names; `elsewhere` where it only says that there are more than it can hold. */
export type NamedGroups = readonly string[] | 'elsewhere';

/**
 * Reads the groups of a token where the issuer has them: a list of texts, or one text with spaces between. Entra tokens whose subject has too
 * many say so in `_claim_names` or `hasgroups` and name none (learn.microsoft.com, "Groups overage claim").
 */
export function readGroups(claims: Claims, { claim = 'groups' }: GroupsConfig = {}): NamedGroups {
  const value = claimAt(claims, claim);
  if (claim === 'groups' && value === undefined && saysThereAreMore(claims)) return 'elsewhere';
  const groups: readonly unknown[] = typeof value === 'string' ? value.split(' ') : Array.isArray(value) ? value : [];
  return [...new Set(groups.filter((group) => typeof group === 'string' && group !== ''))] as string[];
}

function saysThereAreMore({ _claim_names: names, hasgroups }: Claims): boolean {
  return (isObject(names) && Object.hasOwn(names, 'groups')) || hasgroups === true || hasgroups === 'true';
}
