import { FREE, ID, LOGPROBS, MODEL, NUMBER, oneOf, type Shape } from '../shape.ts';
import { CONTENT_FILTER, PROMPT_FILTER } from './content-filter.ts';
import { USAGE } from './usage.ts';

/** What every generated answer carries beside its choices. */
export const ANSWER_FIELDS: Readonly<Record<string, Shape>> = {
  id: ID,
  created: NUMBER,
  model: MODEL,
  system_fingerprint: ID,
  usage: USAGE,
  metadata: FREE,
  prompt_filter_results: PROMPT_FILTER,
  prompt_logprobs: LOGPROBS,
};

/** What every choice carries beside its text. */
export const CHOICE_FIELDS: Readonly<Record<string, Shape>> = {
  index: NUMBER,
  finish_reason: oneOf('stop', 'length', 'tool_calls', 'content_filter', 'function_call'),
  logprobs: LOGPROBS,
  prompt_logprobs: LOGPROBS,
  content_filter_results: CONTENT_FILTER,
};
