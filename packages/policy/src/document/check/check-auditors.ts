import { isOnCurve } from '../../auditors/is-on-curve.ts';
import type { PolicyDocument } from '../document.ts';
import type { PolicyFault } from '../fault.ts';

/** What is wrong with the keys that originals are sealed to: that there are none where a rule needs them, that one is no key, or that one comes twice. */
export function* checkAuditors({ auditors = [], rules = [] }: PolicyDocument): Iterable<PolicyFault> {
  const kids = new Set<string>();
  const points = new Set<string>();
  for (const [at, { kid, x, y }] of auditors.entries()) {
    const path = ['auditors', at];
    if (!isOnCurve({ x, y })) yield { path, message: 'must be a point on P-256: its x and y belong to no key' };
    if (kids.has(kid)) yield { path: [...path, 'kid'], message: 'must be unique: an earlier auditor has this kid' };
    else if (points.has(x)) yield { path, message: 'must be another key: an earlier auditor has this one' };
    kids.add(kid);
    points.add(x);
  }
  if (auditors.length > 0) return;
  for (const [at, { record }] of rules.entries()) {
    if (record !== 'sealed') continue;
    yield {
      path: ['rules', at, 'record'],
      message: 'must not be sealed without auditors, to whom originals are sealed',
    };
  }
}
