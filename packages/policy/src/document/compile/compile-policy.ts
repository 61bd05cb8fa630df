import { deepFreeze } from '@sallyport/core';
import { definePolicy, type Policy } from '../../policy.ts';
import { PRESETS, type PresetName } from '../../presets/presets.ts';
import type { PolicyDocument } from '../document.ts';
import { compileRule } from './compile-rule.ts';

/** The policy that a checked document means: its own rules, and then those of the presets it uses. */
export function compilePolicy({ name, operators, rules = [], use = [] }: PolicyDocument): Policy {
  const own = rules.map((rule) => deepFreeze(compileRule(rule, operators)));
  return definePolicy(name, [...own, ...use.flatMap((preset) => PRESETS[preset as PresetName].rules)]);
}
