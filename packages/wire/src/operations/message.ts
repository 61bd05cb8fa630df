import { ID, listOf, NUMBER, object, oneOf, REFUSED, type Shape, TEXT } from '../shape.ts';
import { CONTENT } from './content.ts';
import { FUNCTION_CALL, TOOL_CALLS } from './tool.ts';

const ANNOTATIONS = listOf(
  object({
    type: oneOf('url_citation'),
    url_citation: object({ start_index: NUMBER, end_index: NUMBER, title: TEXT, url: TEXT }),
  }),
);

/** What any message has, of a request or of an answer. */
export const COMMON_MESSAGE: Readonly<Record<string, Shape>> = {
  role: oneOf('system', 'developer', 'user', 'assistant', 'tool', 'function'),
  name: TEXT,
  refusal: TEXT,
  annotations: ANNOTATIONS,
  // Sound and pictures, asked for by id or given whole
  audio: REFUSED,
  images: REFUSED,
  function_call: FUNCTION_CALL,
  tool_calls: TOOL_CALLS,
  tool_call_id: ID,
  // Compatible servers show a model's reasoning
  reasoning: TEXT,
  reasoning_content: TEXT,
};

/** The conversation of a request. Each message is one input. */
export const MESSAGES: Shape = {
  only: ['array', 'null'],
  items: { only: ['object'], input: true, fields: { ...COMMON_MESSAGE, content: CONTENT } },
};

/** The message of an answer. */
export const ANSWER = object({ ...COMMON_MESSAGE, content: TEXT });
