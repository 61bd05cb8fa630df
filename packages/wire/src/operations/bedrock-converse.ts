import { FLAG, FREE, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT, TOOL_NAME } from '../shape.ts';
import { json, numeralOr } from '../string-rule.ts';
import { ANSWER_BLOCK, BEDROCK_USAGE, CACHE_POINT, GUARDED, OWN_FIELDS, REQUEST_BLOCK } from './bedrock-content.ts';
import { padding } from './bedrock-padding.ts';
import { JSON_SCHEMA } from './tool.ts';

const ROLE = oneOf('user', 'assistant', 'system');

/** What lengthens an event. */
export const PADDED: Readonly<Record<string, Shape>> = { p: { string: padding } };

/** The tools of a request. */
const TOOL_CONFIG = object({
  tools: listOf(
    object({
      toolSpec: object({
        name: TOOL_NAME,
        description: TEXT,
        inputSchema: object({ json: JSON_SCHEMA }),
        strict: FLAG,
      }),
      systemTool: object({ name: TOOL_NAME }),
      cachePoint: CACHE_POINT,
    }),
  ),
  toolChoice: object({ auto: FREE, any: FREE, tool: object({ name: TOOL_NAME }) }),
});

/** What the tokens of a conversation may be counted of. */
const CONVERSATION: Readonly<Record<string, Shape>> = {
  messages: {
    only: ['array', 'null'],
    items: {
      only: ['object'],
      input: true,
      fields: { role: ROLE, content: { only: ['array', 'null'], items: REQUEST_BLOCK } },
    },
  },
  system: listOf(object({ text: TEXT, guardContent: GUARDED, cachePoint: CACHE_POINT })),
  toolConfig: TOOL_CONFIG,
  additionalModelRequestFields: OWN_FIELDS,
};

const SERVICE: Readonly<Record<string, Shape>> = {
  performanceConfig: object({ latency: oneOf('standard', 'optimized') }),
  serviceTier: object({ type: oneOf('priority', 'default', 'flex', 'reserved') }),
};

/** The body of `POST /model/{modelId}/converse` and `/converse-stream`. */
export const CONVERSE_REQUEST: Shape = {
  only: ['object'],
  fields: {
    ...CONVERSATION,
    ...SERVICE,
    inferenceConfig: object({
      maxTokens: NUMBER,
      temperature: NUMBER,
      topP: NUMBER,
      stopSequences: listOf(TEXT),
    }),
    guardrailConfig: object({
      guardrailIdentifier: MODEL,
      guardrailVersion: { string: numeralOr('DRAFT') },
      trace: oneOf('enabled', 'disabled', 'enabled_full'),
      streamProcessingMode: oneOf('sync', 'async'),
    }),
    promptVariables: { others: object({ text: TEXT }) },
    additionalModelResponseFieldPaths: listOf(TEXT),
    requestMetadata: { others: TEXT },
    outputConfig: object({
      effort: oneOf('low', 'medium', 'high', 'max'),
      textFormat: object({
        type: oneOf('json_schema'),
        structure: object({ jsonSchema: object({ schema: { string: json }, name: TOOL_NAME, description: TEXT }) }),
      }),
    }),
  },
  others: OWN_FIELDS,
};

/** Why an answer ended. */
export const STOP_REASON = oneOf(
  'end_turn',
  'tool_use',
  'max_tokens',
  'stop_sequence',
  'guardrail_intervened',
  'content_filtered',
  'malformed_model_output',
  'malformed_tool_use',
  'model_context_window_exceeded',
);

/** What an answer says of its making. A guardrail's trace quotes what it found. */
export const MADE: Readonly<Record<string, Shape>> = {
  ...SERVICE,
  usage: BEDROCK_USAGE,
  metrics: BEDROCK_USAGE,
  trace: object({ promptRouter: object({ invokedModelId: MODEL }) }),
};

/** The answer of `POST /model/{modelId}/converse`. */
export const CONVERSE_RESPONSE: Shape = {
  only: ['object'],
  fields: {
    ...MADE,
    output: object({ message: object({ role: ROLE, content: listOf(ANSWER_BLOCK) }) }),
    stopReason: STOP_REASON,
    additionalModelResponseFields: FREE,
  },
};

/** The body of `POST /model/{modelId}/count-tokens`: a body of InvokeModel comes in base64, and is not read. */
export const COUNT_REQUEST: Shape = {
  only: ['object'],
  fields: {
    input: {
      only: ['object'],
      fields: { converse: { only: ['object'], fields: CONVERSATION, others: OWN_FIELDS } },
      others: { only: [] },
    },
  },
  others: OWN_FIELDS,
};

/** The answer of `POST /model/{modelId}/count-tokens`. */
export const COUNT_RESPONSE: Shape = { only: ['object'], fields: { inputTokens: NUMBER } };
