import type { ClaimRule, ClaimRules } from '../config/index.ts';
import { type Claims, claimAt } from './claim-at.ts';

/** Finds a claim by its path. */
type FindClaim = (claims: Claims, path: string) => unknown;

/** Tells whether claims are all that rules say; the rules are those of `ClaimRule`. */
export function fitsClaims(claims: Claims, rules: ClaimRules, find: FindClaim = claimAt): boolean {
  return Object.entries(rules).every(([path, rule]) => {
    const texts = textsOf(find(claims, path));
    const wanted = wantedBy(rule, (other) => textsOf(find(claims, other)));
    return texts.some((text) => wanted.some((fits) => fits(text)));
  });
}

function wantedBy(rule: ClaimRule, find: (path: string) => readonly string[]): readonly ((text: string) => boolean)[] {
  if (typeof rule === 'object' && 'sameAs' in rule) return find(rule.sameAs).map((other) => (text) => text === other);
  const expected = typeof rule === 'string' ? [rule] : rule;
  return expected.map((one) => {
    const start = one.slice(0, -1);
    return one.endsWith('*') ? (text) => text.startsWith(start) : (text) => text === one;
  });
}

function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one) => ['string', 'number', 'boolean'].includes(typeof one)).map(String);
}
