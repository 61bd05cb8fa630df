import { ID, listOf, NUMBER, object, oneOf, type Shape } from '../shape.ts';
import { padding } from '../string-rule.ts';
import { ANSWER_FIELDS, CHOICE_FIELDS } from './answer.ts';
import { FAULT_FIELDS } from './error-response.ts';
import type { EventShapes } from './event-shapes.ts';
import { COMMON_MESSAGE } from './message.ts';
import { VERDICT } from './moderation-verdict.ts';
import { ARGUMENTS_PIECE, INPUT_PIECE, PIECE } from './piece.ts';
import { CALLED } from './tool.ts';

const INDEX: Shape = { ...NUMBER, part: true };

const FUNCTION_DELTA = object({ name: CALLED, arguments: ARGUMENTS_PIECE });

const CALLS = listOf(
  object({
    id: ID,
    index: INDEX,
    type: oneOf('function', 'custom'),
    function: FUNCTION_DELTA,
    custom: object({ name: CALLED, input: INPUT_PIECE }),
  }),
);

/** How routers of compatible servers show a model's reasoning. */
const REASONING = listOf(
  object({
    type: oneOf('reasoning.text', 'reasoning.summary', 'reasoning.encrypted'),
    index: INDEX,
    id: ID,
    format: ID,
    text: PIECE,
    summary: PIECE,
  }),
);

/** What comes of a message. A string no one has named is a piece of text too. */
const DELTA: Shape = {
  fields: {
    ...COMMON_MESSAGE,
    content: PIECE,
    refusal: PIECE,
    reasoning: PIECE,
    reasoning_content: PIECE,
    reasoning_details: REASONING,
    function_call: FUNCTION_DELTA,
    tool_calls: CALLS,
  },
  others: { piece: 'text' },
};

/** What each choice's event carries beside its text. Its reason to finish ends the choice's texts. */
export const CHOICE_EVENT_FIELDS: Readonly<Record<string, Shape>> = {
  ...CHOICE_FIELDS,
  index: INDEX,
  finish_reason: { ...CHOICE_FIELDS.finish_reason, ends: true },
  stop_reason: { number: 'known' },
};

/** What each event carries beside its choices. */
export const CHUNK_FIELDS: Readonly<Record<string, Shape>> = {
  ...ANSWER_FIELDS,
  obfuscation: { string: padding },
  error: object(FAULT_FIELDS),
};

/** The events of a chat completion. They have no names. */
export const CHAT_EVENTS: EventShapes = {
  others: {
    only: ['object'],
    group: true,
    fields: {
      ...CHUNK_FIELDS,
      object: oneOf('chat.completion.chunk'),
      service_tier: oneOf('auto', 'default', 'flex', 'scale', 'priority', 'fast'),
      moderation: object({ input: VERDICT, output: VERDICT }),
      choices: listOf({ group: true, fields: { ...CHOICE_EVENT_FIELDS, delta: DELTA } }),
    },
  },
};
