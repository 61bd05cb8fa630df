import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from '@sallyport/core';
import { canonicalJson } from './canonical-json.ts';
import type { Rule } from './rule.ts';

/** Rules in order. The first that matches wins; when none does, the call is denied. */
export interface Policy {
  readonly name: string;
  /** `sha256:<64 hex>` over name and rules as JSON text with sorted keys. It is in every event the policy decided. */
  readonly digest: string;
  readonly rules: readonly Rule[];
}

/** Names a list of rules and computes its digest. The rules must not change afterwards: `decide` remembers what it learned of them. */
export function definePolicy(name: string, rules: readonly Rule[]): Policy {
  const digest = `sha256:${toHex(sha256(utf8(canonicalJson({ name, rules }))))}`;
  return Object.freeze({ name, digest, rules: Object.freeze([...rules]) });
}
