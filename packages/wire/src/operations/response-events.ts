import { picture } from '../base64-rule.ts';
import { EMBEDDED, ID, LOGPROBS, NUMBER, object, oneOf, REFUSED, type Shape, TEXT } from '../shape.ts';
import { padding } from '../string-rule.ts';
import { ANNOTATION } from './annotation.ts';
import { FAULT_FIELDS } from './error-response.ts';
import type { EventShapes } from './event-shapes.ts';
import { ARGUMENTS_PIECE, INPUT_PIECE, PIECE } from './piece.ts';
import { RESPONSE } from './response-answer.ts';
import { ANSWERED_PART, contentOf } from './response-content.ts';
import { ANSWERED_ITEM } from './response-item.ts';
import { CALLED } from './tool.ts';

type Fields = Readonly<Record<string, Shape>>;

const PART: Shape = { ...NUMBER, part: true };

/**
 * What any event says of its place. The indices tell texts apart; an item's id says the same as its index, and some servers
 * write another in each event.
 */
const PLACE: Fields = {
  sequence_number: NUMBER,
  item_id: ID,
  output_index: PART,
  content_index: PART,
  summary_index: PART,
  command_index: PART,
  annotation_index: NUMBER,
  obfuscation: { string: padding },
  agent: object({ agent_name: ID }),
};

const WORDS: Fields = { delta: PIECE, logprobs: LOGPROBS };

const INPUT: Fields = { delta: INPUT_PIECE };

const ARGUMENTS: Fields = { delta: ARGUMENTS_PIECE };

const WHOLE_ARGUMENTS: Shape = { ...EMBEDDED, tool: 'arguments' };

const OUTPUT: Fields = { delta: object({ stdout: PIECE, stderr: PIECE }) };

const COMMAND: Fields = { command: { tool: 'arguments' } };

const WHOLE: Fields = { response: RESPONSE };

const ITEM: Fields = { item: ANSWERED_ITEM };

const CONTENT_PART: Fields = { part: ANSWERED_PART, status: oneOf('incomplete') };

const PICTURE: Fields = {
  partial_image_b64: { string: picture },
  partial_image_index: NUMBER,
  background: oneOf('auto', 'opaque', 'transparent'),
  output_format: oneOf('png', 'jpeg', 'webp', 'gif', 'svg'),
  quality: oneOf('auto', 'low', 'medium', 'high', 'xhigh', 'max'),
  size: oneOf('auto', '1024x1024', '1024x1536', '1536x1024'),
};

/** Events in which nothing ends, and what each carries beside its place. */
const OPEN: Readonly<Record<string, Fields>> = {
  'response.created': WHOLE,
  'response.queued': WHOLE,
  'response.in_progress': WHOLE,
  'response.output_item.added': ITEM,
  'response.content_part.added': CONTENT_PART,
  'response.output_text.delta': WORDS,
  'response.output_text.annotation.added': { annotation: ANNOTATION },
  'response.refusal.delta': WORDS,
  'response.reasoning_text.delta': WORDS,
  'response.reasoning_summary_part.added': CONTENT_PART,
  'response.reasoning_summary_text.delta': WORDS,
  'response.function_call_arguments.delta': ARGUMENTS,
  'response.custom_tool_call_input.delta': INPUT,
  'response.mcp_call_arguments.delta': ARGUMENTS,
  'response.code_interpreter_call_code.delta': INPUT,
  'response.shell_call_command.added': COMMAND,
  'response.shell_call_command.delta': INPUT,
  'response.shell_call_output_content.delta': OUTPUT,
  'response.image_generation_call.partial_image': PICTURE,
  'response.audio.transcript.delta': WORDS,
  // Sound cannot be read
  'response.audio.delta': { delta: REFUSED },
};

/** Events after which the texts of their place have ended. */
const DONE: Readonly<Record<string, Fields>> = {
  'response.completed': WHOLE,
  'response.failed': WHOLE,
  'response.incomplete': WHOLE,
  'response.output_item.done': ITEM,
  'response.content_part.done': CONTENT_PART,
  'response.output_text.done': { text: TEXT, logprobs: LOGPROBS },
  'response.refusal.done': { refusal: TEXT },
  'response.reasoning_text.done': { text: TEXT },
  'response.reasoning_summary_part.done': CONTENT_PART,
  'response.reasoning_summary_text.done': { text: TEXT },
  'response.function_call_arguments.done': { name: CALLED, arguments: WHOLE_ARGUMENTS },
  'response.custom_tool_call_input.done': { input: { tool: 'arguments' } },
  'response.mcp_call_arguments.done': { name: CALLED, arguments: WHOLE_ARGUMENTS },
  'response.code_interpreter_call_code.done': { code: { tool: 'arguments' } },
  'response.shell_call_command.done': COMMAND,
  'response.shell_call_output_content.done': { output: contentOf(ANSWERED_PART) },
  'response.audio.transcript.done': {},
  'response.audio.done': {},
};

/** The steps of the provider's own tools. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  code_interpreter_call: ['in_progress', 'interpreting', 'completed'],
  compaction: ['compacting'],
  file_search_call: ['in_progress', 'searching', 'completed'],
  image_generation_call: ['in_progress', 'generating', 'completed'],
  mcp_call: ['in_progress', 'completed', 'failed'],
  mcp_list_tools: ['in_progress', 'completed', 'failed'],
  web_search_call: ['in_progress', 'searching', 'completed'],
};

function step(kind: string): readonly string[] {
  return (STEPS[kind] ?? []).map((name) => `response.${kind}.${name}`);
}

function event(name: string, { fields, ends }: { readonly fields: Fields; readonly ends?: true }): [string, Shape] {
  const type: Shape = { ...oneOf(name), ...(ends ? { ends } : {}) };
  return [name, { only: ['object'], group: true, fields: { ...PLACE, ...fields, type } }];
}

/** The events of a response. Of one that no one has named, `delta` is a piece of text. */
export const RESPONSE_EVENTS: EventShapes = {
  named: Object.fromEntries([
    ...Object.entries(OPEN).map(([name, fields]) => event(name, { fields })),
    ...Object.entries(DONE).map(([name, fields]) => event(name, { fields, ends: true })),
    ...Object.keys(STEPS).flatMap((kind) => step(kind).map((name) => event(name, { fields: {} }))),
    event('error', { fields: { code: ID, message: TEXT, param: ID, error: object(FAULT_FIELDS) } }),
  ]),
  others: { only: ['object'], group: true, fields: { ...PLACE, ...WORDS, type: ID } },
};
