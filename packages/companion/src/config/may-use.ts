import type { Caller } from '@sallyport/core';
import type { ConnectionConfig } from './connection-config.ts';

/**
 * Tells whether a connection's `allow` lets a caller use it: the issuer is the named one (where one is named), and the subject or
 * one of the groups is listed. `*` among the subjects is everybody; among the groups, everybody who is in a group.
 */
export function mayUse(
  { allow }: Pick<ConnectionConfig, 'allow'>,
  caller: Pick<Caller, 'issuer' | 'subject' | 'groups'>,
): boolean {
  if (allow.issuer !== undefined && allow.issuer !== caller.issuer) return false;
  const subjects = allow.subjects ?? [];
  const groups = allow.groups ?? [];
  return (
    subjects.includes('*') ||
    subjects.includes(caller.subject) ||
    caller.groups.some((group) => groups.includes('*') || groups.includes(group))
  );
}
