import type { LimitsDocument } from '../document.ts';
import { secondsOf } from '../duration.ts';
import type { PolicyFault } from '../fault.ts';

const LONGEST = 31 * 86_400;

/** What is wrong with limits whose shape is right: windows that are too long. */
export function* checkLimits(limits: LimitsDocument, path: PolicyFault['path']): Iterable<PolicyFault> {
  for (const name of ['requests', 'tokens'] as const) {
    const per = limits[name]?.per;
    if (per !== undefined && secondsOf(per) > LONGEST) {
      yield { path: [...path, name, 'per'], message: 'must be a duration of at most 31d' };
    }
  }
}
