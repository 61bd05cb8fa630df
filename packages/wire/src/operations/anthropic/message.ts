import { sealed } from '../../base64-rule.ts';
import { FLAG, ID, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT } from '../../shape.ts';
import { parameterPath, timestamp } from '../../string-rule.ts';
import { ANSWERED_BLOCK } from './block.ts';

const ITERATION_FIELDS: Readonly<Record<string, Shape>> = {
  type: oneOf('message', 'compaction', 'advisor_message', 'fallback_message'),
  model: MODEL,
  input_tokens: NUMBER,
  output_tokens: NUMBER,
  cache_creation_input_tokens: NUMBER,
  cache_read_input_tokens: NUMBER,
  cache_creation: object({ ephemeral_1h_input_tokens: NUMBER, ephemeral_5m_input_tokens: NUMBER }),
};

/** What an answer cost. */
export const MESSAGE_USAGE: Shape = object({
  ...ITERATION_FIELDS,
  iterations: listOf(object(ITERATION_FIELDS)),
  output_tokens_details: object({ thinking_tokens: NUMBER }),
  server_tool_use: object({ web_search_requests: NUMBER, web_fetch_requests: NUMBER }),
  service_tier: oneOf('standard', 'priority', 'batch'),
  speed: oneOf('fast', 'standard'),
  inference_geo: ID,
  fallback_credit: object({
    status: object({ type: oneOf('not_applied', 'redeemed'), reason: ID, remove_to_redeem: listOf(ID) }),
  }),
});

/** What is known of an answer when it ends. */
export const ENDING_FIELDS: Readonly<Record<string, Shape>> = {
  stop_reason: oneOf(
    ...['end_turn', 'max_tokens', 'stop_sequence', 'tool_use', 'pause_turn', 'compaction', 'refusal'],
    'model_context_window_exceeded',
  ),
  stop_sequence: TEXT,
  stop_details: object({
    type: oneOf('refusal'),
    category: oneOf('bio', 'cyber', 'frontier_llm', 'general_harms', 'reasoning_extraction'),
    explanation: TEXT,
    fallback_credit_token: { string: sealed },
    fallback_has_prefill_claim: FLAG,
    recommended_model: MODEL,
  }),
  container: object({
    id: ID,
    expires_at: { string: timestamp },
    skills: listOf(object({ type: oneOf('anthropic', 'custom'), skill_id: ID, version: ID })),
  }),
};

/** What was done to what was asked. */
export const CHANGE_FIELDS: Readonly<Record<string, Shape>> = {
  context_management: object({
    original_input_tokens: NUMBER,
    applied_edits: listOf(
      object({
        type: oneOf('clear_thinking_20251015', 'clear_tool_uses_20250919'),
        cleared_input_tokens: NUMBER,
        cleared_thinking_turns: NUMBER,
        cleared_tool_uses: NUMBER,
      }),
    ),
  }),
  input_transformations: listOf(
    object({
      type: oneOf('thinking_dropped', 'thinking_mismatch_allowed'),
      path: { string: parameterPath },
      reason: oneOf(
        ...['end_user_binding_mismatch', 'model_binding_mismatch', 'organization_binding_mismatch'],
        'prefix_binding_mismatch',
      ),
    }),
  ),
};

/** An answer of a model. */
export const MESSAGE: Shape = {
  only: ['object'],
  fields: {
    ...ENDING_FIELDS,
    ...CHANGE_FIELDS,
    id: ID,
    type: oneOf('message'),
    role: oneOf('assistant'),
    model: MODEL,
    content: { only: ['array', 'null'], items: ANSWERED_BLOCK },
    usage: MESSAGE_USAGE,
    diagnostics: object({
      cache_miss_reason: object({
        type: oneOf(
          ...['messages_changed', 'model_changed', 'previous_message_not_found', 'system_changed', 'tools_changed'],
          'unavailable',
        ),
        cache_missed_input_tokens: NUMBER,
      }),
    }),
  },
};
