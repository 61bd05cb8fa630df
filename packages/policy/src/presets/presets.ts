import type { Policy } from '../policy.ts';
import { LIMITED_DATA_SET } from './limited-data-set.ts';
import { MINIMUM_NECESSARY } from './minimum-necessary.ts';
import { SAFE_HARBOR } from './safe-harbor.ts';
import { SAFE_HARBOR_TOKENS } from './safe-harbor-tokens.ts';
import { SELF_HOSTED } from './self-hosted.ts';

/** The names of the presets. */
export const PRESET_NAMES = [
  'safe-harbor',
  'safe-harbor-tokens',
  'limited-data-set',
  'minimum-necessary',
  'self-hosted',
] as const;

/** The name of a preset. */
export type PresetName = (typeof PRESET_NAMES)[number];

/** Policies that there are without writing one: for `use`, whole; and for `out` and `back` of rules, the operators of their first rule. */
export const PRESETS: Readonly<Record<PresetName, Policy>> = Object.freeze({
  'safe-harbor': SAFE_HARBOR,
  'safe-harbor-tokens': SAFE_HARBOR_TOKENS,
  'limited-data-set': LIMITED_DATA_SET,
  'minimum-necessary': MINIMUM_NECESSARY,
  'self-hosted': SELF_HOSTED,
});
