import { type AuditorKey, deepFreeze } from '@sallyport/core';
import { definePolicy, type Policy, withAuditors } from '../../policy.ts';
import { PRESETS, type PresetName } from '../../presets/presets.ts';
import type { AuditorDocument, PolicyDocument } from '../document.ts';
import { compileRule } from './compile-rule.ts';

/** The policy that a checked document means: its own rules, and then those of the presets it uses. */
export function compilePolicy({ name, auditors, operators, rules = [], use = [] }: PolicyDocument): Policy {
  const own = rules.map((rule) => deepFreeze(compileRule(rule, operators)));
  const policy = definePolicy(name, [...own, ...use.flatMap((preset) => PRESETS[preset as PresetName].rules)]);
  return auditors === undefined ? policy : withAuditors(policy, auditors.map(keyOf));
}

/** The key alone, of what programs that make keys write. */
function keyOf({ kty, crv, x, y, kid }: AuditorDocument): AuditorKey {
  return { kty, crv, x, y, kid };
}
