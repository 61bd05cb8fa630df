import { FLAG, ID, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT } from '../shape.ts';
import { text } from '../string-rule.ts';
import { CONTENT_FILTER } from './content-filter.ts';
import { VERDICT } from './moderation-verdict.ts';
import { RESPONSE_CONFIG } from './response-config.ts';
import { ANSWERED_ITEM } from './response-item.ts';
import { USAGE } from './usage.ts';

/** Why a response failed. */
const FAULT = object({
  code: ID,
  type: ID,
  message: TEXT,
  param: ID,
  misalignment: object({
    detailed_explanation: TEXT,
    error_type: ID,
    review_target: TEXT,
    steer: object({ message: TEXT }),
  }),
});

const CACHE = object({
  type: oneOf('cache_hit', 'cache_miss', 'comparison_response_not_found', 'unavailable'),
  reason: oneOf(
    ...['context_compacted', 'input_changed', 'model_changed', 'prompt_cache_key_changed', 'text_format_changed'],
    ...['reasoning_effort_changed', 'service_tier_changed', 'tools_changed', 'verbosity_changed'],
  ),
  cache_missed_tokens: NUMBER,
  comparison_reusable_tokens: NUMBER,
});

const REMOVED = object({
  id: ID,
  type: oneOf('reasoning'),
  action: oneOf('removed'),
  reason: oneOf(
    ...['end_user_mismatch', 'model_mismatch', 'organization_mismatch', 'prefix_mismatch', 'turn_boundary'],
  ),
});

/** What Azure's content filter says. */
const FILTERED = object({
  blocked: FLAG,
  source_type: oneOf('prompt', 'completion'),
  content_filter_results: CONTENT_FILTER,
  content_filter_offsets: object({ start_offset: NUMBER, end_offset: NUMBER, check_offset: NUMBER }),
});

/** A response, whole, with what it was asked with. */
export const RESPONSE: Shape = {
  only: ['object'],
  fields: {
    ...RESPONSE_CONFIG,
    id: ID,
    object: oneOf('response', 'response.compaction'),
    created_at: NUMBER,
    completed_at: NUMBER,
    status: oneOf('completed', 'failed', 'in_progress', 'cancelled', 'queued', 'incomplete'),
    model: MODEL,
    instructions: { string: text, items: ANSWERED_ITEM },
    output: listOf(ANSWERED_ITEM),
    output_text: TEXT,
    error: FAULT,
    incomplete_details: object({ reason: oneOf('max_output_tokens', 'max_messages', 'content_filter', 'steered') }),
    input_transformations: listOf(REMOVED),
    moderation: object({ input: VERDICT, output: VERDICT }),
    prompt_cache_diagnostics: CACHE,
    tool_usage: USAGE,
    usage: USAGE,
    billing: object({ payer: oneOf('developer', 'openai') }),
    content_filters: listOf(FILTERED),
  },
};
