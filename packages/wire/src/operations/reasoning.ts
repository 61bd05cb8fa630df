import { object, oneOf } from '../shape.ts';

/** How long a model reasons. */
export const REASONING_EFFORT = oneOf('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max');

const SUMMARY = oneOf('auto', 'concise', 'detailed');

/** How a model reasons. */
export const REASONING = object({
  effort: REASONING_EFFORT,
  mode: oneOf('standard', 'pro'),
  context: oneOf('auto', 'current_turn', 'all_turns'),
  summary: SUMMARY,
  generate_summary: SUMMARY,
});
