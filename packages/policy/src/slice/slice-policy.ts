import type { AuditorKey } from '@sallyport/core';
import type { Policy } from '../policy.ts';
import type { Rule } from '../rule.ts';
import { type SliceOwner, settle } from './settle.ts';

/** What one caller's client needs of a policy, as JSON. */
export interface PolicySlice {
  readonly version: 1;
  readonly name: string;
  /** Of the whole policy. */
  readonly digest: string;
  readonly rules: readonly Rule[];
  /** Present where one of its rules records `sealed`. */
  readonly auditors?: readonly AuditorKey[];
}

/**
 * The part of a policy that can concern one caller over one connection: without the rules that never match their calls, without the conditions that
 * always hold (so it names nobody else), and without what comes after a rule that matches all of them. About their calls it decides as the whole policy does.
 */
export function slicePolicy(policy: Policy, owner: SliceOwner): PolicySlice {
  const rules: Rule[] = [];
  for (const { when = {}, ...rule } of policy.rules) {
    const open = settle(when, owner);
    if (open === undefined) continue;
    const catchesAll = Object.keys(open).length === 0;
    rules.push(catchesAll ? rule : { ...rule, when: open });
    if (catchesAll) break;
  }
  const { name, digest, auditors } = policy;
  const sealed = rules.some(({ recording }) => recording === 'sealed');
  return { version: 1, name, digest, rules, ...(sealed && auditors !== undefined ? { auditors } : {}) };
}
