import { ROLES, type Role } from '@sallyport/core';
import type { AdminConfig } from '../config/index.ts';

/** The roles that somebody in these groups has. Names are compared exactly. */
export function rolesOfGroups(roles: AdminConfig['roles'], groups: readonly string[]): readonly Role[] {
  return ROLES.filter((role) => roles[role]?.some((group) => groups.includes(group)) === true);
}
