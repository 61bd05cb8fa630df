import { notBinary, picture, sealed } from '../base64-rule.ts';
import { FLAG, FREE, ID, listOf, MODEL, NESTED, NUMBER, object, oneOf, type Shape, TEXT } from '../shape.ts';
import { closedOrRefused, identifier, json } from '../string-rule.ts';
import { REASONING } from './reasoning.ts';
import { ACTION, ACTIONS } from './response-action.ts';
import { ANSWERED_PART, ASKED_PART, contentOf } from './response-content.ts';
import { TEXT_FORMAT } from './response-text.ts';
import { ENVIRONMENT, RESPONSE_TOOLS } from './response-tool.ts';
import { CALLED } from './tool.ts';
import { USAGE } from './usage.ts';

const TYPES = [
  ...['message', 'item_reference', 'reasoning', 'compaction', 'compaction_trigger', 'configuration_update'],
  ...['function_call', 'function_call_output', 'custom_tool_call', 'custom_tool_call_output'],
  ...['additional_tools', 'tool_search_call', 'tool_search_output', 'program', 'program_output'],
  ...['file_search_call', 'web_search_call', 'code_interpreter_call', 'image_generation_call'],
  ...['computer_call', 'computer_call_output', 'local_shell_call', 'local_shell_call_output'],
  ...['shell_call', 'shell_call_output', 'apply_patch_call', 'apply_patch_call_output'],
  ...['mcp_call', 'mcp_list_tools', 'mcp_approval_request', 'mcp_approval_response'],
  ...['agent_message', 'multi_agent_call', 'multi_agent_call_output'],
];

/** Arguments of a tool: JSON, in a string or as it is. */
const ARGUMENTS: Shape = { string: json, keys: 'text', others: NESTED, items: NESTED, tool: 'arguments' };

const SAFETY_CHECKS = listOf(object({ id: ID, code: ID, message: TEXT }));

const FAULT = object({
  type: ID,
  code: { string: identifier, number: 'known' },
  message: TEXT,
  param: ID,
  content: FREE,
  moderation_details: object({ categories: listOf(ID), moderation_stage: oneOf('input', 'output', 'unknown') }),
});

/** What calls of the provider's own tools carry. */
const CALLS: Readonly<Record<string, Shape>> = {
  action: ACTION,
  actions: ACTIONS,
  pending_safety_checks: SAFETY_CHECKS,
  acknowledged_safety_checks: SAFETY_CHECKS,
  queries: listOf(TEXT),
  results: listOf(object({ attributes: FREE, file_id: ID, filename: TEXT, score: NUMBER, text: TEXT })),
  code: { tool: 'arguments' },
  outputs: listOf(object({ type: oneOf('logs', 'image'), logs: TEXT, url: TEXT })),
  container_id: ID,
  environment: ENVIRONMENT,
  max_output_length: NUMBER,
  operation: {
    tool: 'arguments',
    fields: { type: oneOf('create_file', 'delete_file', 'update_file'), path: TEXT, diff: TEXT },
  },
  tools: RESPONSE_TOOLS,
  execution: oneOf('client', 'server'),
  server_label: ID,
  approval_request_id: ID,
  approve: FLAG,
  reason: TEXT,
  error: FAULT,
  fingerprint: ID,
  // Of a picture that was made
  background: oneOf('auto', 'opaque', 'transparent'),
  output_format: oneOf('png', 'jpeg', 'webp', 'gif', 'svg'),
  quality: oneOf('auto', 'low', 'medium', 'high', 'xhigh', 'max'),
  size: oneOf('auto', '1024x1024', '1024x1536', '1536x1024'),
  revised_prompt: TEXT,
  svg_usage: object({ ...USAGE.fields, model: MODEL }),
};

const COMMON: Readonly<Record<string, Shape>> = {
  ...CALLS,
  id: ID,
  role: oneOf('user', 'assistant', 'system', 'developer', 'tool', 'critic', 'discriminator', 'unknown'),
  status: oneOf(
    ...['in_progress', 'completed', 'incomplete', 'failed', 'searching', 'interpreting', 'generating', 'calling'],
  ),
  phase: oneOf('commentary', 'final_answer'),
  call_id: ID,
  name: CALLED,
  namespace: ID,
  arguments: ARGUMENTS,
  input: { tool: 'arguments' },
  async: FLAG,
  caller: object({ type: oneOf('direct', 'program'), caller_id: ID }),
  created_by: ID,
  agent: object({ agent_name: ID }),
  author: ID,
  recipient: ID,
  // A change of what a conversation is held with
  reasoning: REASONING,
  text: TEXT_FORMAT,
};

/**
 * An item of what is asked, one input: a message, a call or its result, or a reference. One of a type that no one has named is
 * refused, and so is a picture given back whole.
 */
export const ASKED_ITEM: Shape = {
  only: ['object'],
  input: true,
  fields: {
    ...COMMON,
    type: { only: ['string', 'null'], string: closedOrRefused(...TYPES) },
    content: contentOf(ASKED_PART),
    output: contentOf(ASKED_PART),
    summary: listOf(ASKED_PART),
    encrypted_content: { string: sealed },
    result: { string: notBinary },
  },
};

/** An item of an answer. */
export const ANSWERED_ITEM: Shape = object({
  ...COMMON,
  type: oneOf(...TYPES),
  content: contentOf(ANSWERED_PART),
  output: contentOf(ANSWERED_PART),
  summary: listOf(ANSWERED_PART),
  encrypted_content: { string: sealed },
  result: { string: picture },
});
