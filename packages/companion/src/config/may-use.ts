import type { Caller } from '@sallyport/core';
import type { AllowRule } from './allow-config.ts';
import type { ConnectionConfig } from './connection-config.ts';

/**
 * Tells whether a rule of a connection's `allow` lets a caller use it: for an operation where one is named, else for any at all. Takes
 * time by the caller's groups and the number of rules, not by how long their lists are.
 */
export function mayUse(
  { allow }: Pick<ConnectionConfig, 'allow'>,
  caller: Pick<Caller, 'issuer' | 'subject' | 'groups' | 'nature'>,
  operation?: string,
): boolean {
  return allow.some((rule) => fits(rule, caller) && (operation === undefined || covers(rule, operation)));
}

function fits(
  rule: AllowRule,
  { issuer, subject, groups, nature }: Pick<Caller, 'issuer' | 'subject' | 'groups' | 'nature'>,
): boolean {
  if (rule.issuer !== undefined && rule.issuer !== issuer) return false;
  if (rule.nature !== undefined && rule.nature !== nature) return false;
  const listed = readyOf(rule);
  if (listed.subjects.has('*') || listed.subjects.has(subject)) return true;
  return groups.length > 0 && (listed.groups.has('*') || groups.some((group) => listed.groups.has(group)));
}

function covers(rule: AllowRule, operation: string): boolean {
  if (rule.operations === undefined) return true;
  const { operations, prefixes } = readyOf(rule);
  return operations.has(operation) || prefixes.some((prefix) => operation.startsWith(prefix));
}

interface ReadyRule {
  readonly subjects: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly operations: ReadonlySet<string>;
  /** `chat.` of `chat.*` */
  readonly prefixes: readonly string[];
}

const ready = new WeakMap<AllowRule, ReadyRule>();

function readyOf(rule: AllowRule): ReadyRule {
  const known = ready.get(rule);
  if (known !== undefined) return known;
  const { subjects, groups, operations = [] } = rule;
  const made = {
    subjects: new Set(subjects),
    groups: new Set(groups),
    operations: new Set(operations),
    prefixes: operations.filter((one) => one.endsWith('.*')).map((one) => one.slice(0, -1)),
  };
  ready.set(rule, made);
  return made;
}
