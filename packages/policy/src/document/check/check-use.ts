import { covers } from '../../conditions/covers.ts';
import { PRESETS, type PresetName } from '../../presets/presets.ts';
import type { PolicyDocument } from '../document.ts';
import type { PolicyFault } from '../fault.ts';
import { MOST_RULES } from '../schema/policy-schema.ts';

/** What is wrong with the presets in use: that there are neither these nor rules, that they make too many, or that one is never reached. */
export function* checkUse({ rules = [], use = [] }: PolicyDocument): Iterable<PolicyFault> {
  if (rules.length === 0 && use.length === 0) yield { path: [], message: 'must have rules, use or both' };
  const presets = use.map((name) => PRESETS[name as PresetName].rules);
  if (rules.length + presets.flat().length > MOST_RULES) {
    yield { path: ['use'], message: `must not bring the policy above ${MOST_RULES} rules` };
  }
  for (const [at, preset] of presets.entries()) {
    const before = presets.slice(0, at).flat();
    if (preset.every(({ when }) => before.some((earlier) => covers(earlier.when, when)))) {
      yield { path: ['use', at], message: 'is never reached: a preset before it speaks of the same calls' };
    }
  }
}
