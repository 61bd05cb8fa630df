import { sha256 } from '@noble/hashes/sha2.js';
import { type AuditorKey, deepFreeze, toHex, utf8 } from '@sallyport/core';
import { canonicalJson } from './canonical-json.ts';
import type { Rule } from './rule.ts';

/** Rules in order. The first that matches wins; when none does, the call is denied. */
export interface Policy {
  readonly name: string;
  /** `sha256:<64 hex>` over name, rules and auditors, where there are any, as JSON text with sorted keys. It is in every event the policy decided. */
  readonly digest: string;
  readonly rules: readonly Rule[];
  /** To whom originals are sealed. Present where a rule records `sealed`. */
  readonly auditors?: readonly AuditorKey[];
}

/** Names a list of rules and computes its digest. The rules must not change afterwards: `decide` remembers what it learned of them. */
export function definePolicy(name: string, rules: readonly Rule[]): Policy {
  return digested({ name, rules: Object.freeze([...rules]) });
}

/** The policy that seals originals to these auditors. It has another digest. */
export function withAuditors({ name, rules }: Policy, auditors: readonly AuditorKey[]): Policy {
  return digested({ name, rules, auditors: deepFreeze(structuredClone(auditors)) });
}

function digested(parts: Omit<Policy, 'digest'>): Policy {
  const { name, ...rest } = parts;
  return Object.freeze({ name, digest: `sha256:${toHex(sha256(utf8(canonicalJson(parts))))}`, ...rest });
}
