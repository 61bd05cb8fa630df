import { NUMBER, object, oneOf } from '../shape.ts';

/** How the model of a grader samples. */
export const SAMPLED = object({
  max_completions_tokens: NUMBER,
  max_completion_tokens: NUMBER,
  reasoning_effort: oneOf('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'),
  seed: NUMBER,
  temperature: NUMBER,
  top_p: NUMBER,
});
