import { PRESET_NAMES, PRESETS, type PresetName } from '../../presets/presets.ts';
import type { PolicyDocument } from '../document.ts';
import type { PolicyFault } from '../fault.ts';

/** Names that are taken: of rules by another rule or by `default`, and of operators by a preset. */
export function* checkNames({ operators = {}, rules = [], use = [] }: PolicyDocument): Iterable<PolicyFault> {
  for (const key of Object.keys(operators)) {
    if ((PRESET_NAMES as readonly string[]).includes(key)) {
      yield { path: ['operators'], key, message: 'must have another name: a preset has this one' };
    }
  }
  const presets = new Set(use.flatMap((preset) => PRESETS[preset as PresetName].rules.map((rule) => rule.name)));
  const seen = new Set<string>();
  for (const [at, { name }] of rules.entries()) {
    const path = ['rules', at, 'name'];
    if (name === 'default') yield { path, message: 'must not be default: that is what no rule matches' };
    else if (seen.has(name)) yield { path, message: 'must be unique: an earlier rule has this name' };
    else if (presets.has(name)) yield { path, message: 'must be unique: a rule of a preset in use has this name' };
    seen.add(name);
  }
}
