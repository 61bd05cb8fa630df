import { sealed } from '../../base64-rule.ts';
import { FLAG, ID, listOf, NUMBER, object, oneOf, type Shape, STREAMED, TEXT, TOOL_NAME } from '../../shape.ts';
import { closed, identifier, serverAddress } from '../../string-rule.ts';
import { ASKED_MODEL } from '../stored-object.ts';
import { JSON_SCHEMA } from '../tool.ts';
import { ASKED_CONTENT } from './block.ts';
import { CACHE_CONTROL, TOOL, TOOL_CHOICE } from './tool.ts';

const FORMAT = object({ type: oneOf('json_schema'), schema: JSON_SCHEMA });

const OUTPUT = object({
  effort: oneOf('low', 'medium', 'high', 'xhigh', 'max'),
  format: FORMAT,
  task_budget: object({ type: oneOf('tokens'), total: NUMBER, remaining: NUMBER }),
});

const THINKING = object({
  type: oneOf('enabled', 'disabled', 'adaptive', 'between_tools'),
  budget_tokens: NUMBER,
  display: oneOf('omitted', 'summarized', 'updates'),
  block_binding: object({ prefix_mismatch_behavior: oneOf('drop_block', 'error') }),
});

const AMOUNT = object({ type: oneOf('input_tokens', 'tool_uses', 'thinking_turns', 'all'), value: NUMBER });

const EDIT = object({
  type: oneOf('clear_thinking_20251015', 'clear_tool_uses_20250919', 'compact_20260112'),
  clear_at_least: AMOUNT,
  clear_tool_inputs: listOf(TOOL_NAME),
  exclude_tools: listOf(TOOL_NAME),
  instructions: TEXT,
  keep: { ...AMOUNT, string: closed('all') },
  pause_after_compaction: FLAG,
  trigger: AMOUNT,
});

/** Servers that the provider calls. Their addresses must arrive as they are. */
const MCP_SERVER = object({
  type: oneOf('url'),
  name: TOOL_NAME,
  url: { string: serverAddress },
  authorization_token: TEXT,
  tool_configuration: object({ enabled: FLAG, allowed_tools: listOf(TOOL_NAME) }),
});

const SKILL = object({ type: oneOf('anthropic', 'custom'), skill_id: ID, version: ID });

const SPEED = oneOf('fast', 'standard');

/** What may stand in a call that fell back to another model. */
const FALLBACK = object({
  model: ASKED_MODEL,
  max_tokens: NUMBER,
  output_config: OUTPUT,
  speed: SPEED,
  thinking: THINKING,
});

/** The conversation. Each message is one input. */
const MESSAGES: Shape = {
  only: ['array'],
  items: {
    only: ['object'],
    input: true,
    fields: {
      role: oneOf('user', 'assistant', 'system'),
      content: ASKED_CONTENT,
      clear_at: oneOf('never', 'next_user_message'),
      output_config: OUTPUT,
    },
  },
};

/** What is asked of a model, without how the answer shall come. */
const FIELDS: Readonly<Record<string, Shape>> = {
  model: ASKED_MODEL,
  messages: MESSAGES,
  system: ASKED_CONTENT,
  max_tokens: NUMBER,
  temperature: NUMBER,
  top_k: NUMBER,
  top_p: NUMBER,
  stop_sequences: listOf(TEXT),
  metadata: object({ user_id: TEXT }),
  tools: listOf(TOOL),
  tool_choice: TOOL_CHOICE,
  thinking: THINKING,
  output_config: OUTPUT,
  output_format: FORMAT,
  cache_control: CACHE_CONTROL,
  service_tier: oneOf('auto', 'standard_only'),
  speed: SPEED,
  inference_geo: ID,
  container: { string: identifier, fields: { id: ID, skills: listOf(SKILL) } },
  context_management: object({ edits: listOf(EDIT) }),
  compaction: object({ type: oneOf('summarize'), instructions: TEXT }),
  mcp_servers: listOf(MCP_SERVER),
  fallbacks: { string: closed('default'), items: FALLBACK },
  fallback_credit_token: {
    string: sealed,
    fields: { mode: oneOf('best_effort', 'strict'), token: { string: sealed } },
  },
  billing_policy: object({ type: oneOf('billing_policy'), bill_to: oneOf('self', 'user_profile') }),
  diagnostics: object({ previous_message_id: ID }),
  thread: object({ type: oneOf('create', 'continue'), previous_message_id: ID }),
  user_profile_id: ID,
  workspace_id: ID,
  // As the clouds that serve Anthropic's models take it, in the body
  anthropic_version: oneOf('bedrock-2023-05-31', 'vertex-2023-10-16', '2023-06-01'),
  anthropic_beta: listOf(ID),
};

/** The body of `POST /messages`. */
export const MESSAGE_REQUEST: Shape = { only: ['object'], fields: { ...FIELDS, stream: STREAMED } };

/** The body of `POST /messages/count_tokens`. */
export const COUNT_REQUEST: Shape = { only: ['object'], fields: FIELDS };
