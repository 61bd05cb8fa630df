import type { Policy } from '../policy.ts';
import { findLeft } from './find-left.ts';
import { findMisfits } from './find-misfits.ts';
import { findOpensMore } from './find-opens-more.ts';
import { findUnreachable } from './find-unreachable.ts';
import type { Finding, Surroundings } from './finding.ts';

/**
 * What a policy's author may not have meant, warnings first, else in the order of the rules. Pure. What it says of a rule that never matches, of entities and
 * of operators is certain; that calls are alike is a judgement.
 */
export function analyse({ rules }: Policy, surroundings: Surroundings = {}): readonly Finding[] {
  const unreachable = findUnreachable(rules);
  const dead = new Set(unreachable.map(({ rule }) => rule));
  const live = rules.filter(({ name }) => !dead.has(name));
  const found = [...unreachable, ...findMisfits(live, surroundings), ...findLeft(live), ...findOpensMore(live)];
  const place = new Map(rules.map(({ name }, at) => [name, at]));
  const order = (finding: Finding) => (finding.rule === undefined ? -1 : (place.get(finding.rule) ?? -1));
  const rank = (finding: Finding) => (finding.level === 'warning' ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b) || order(a) - order(b));
}
