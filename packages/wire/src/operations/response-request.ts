import { FLAG, listOf, MODEL, NUMBER, object, oneOf, type Shape, STREAM, STREAMED, TEXT } from '../shape.ts';
import { ASKED_MODEL, RESPONSE_CONFIG } from './response-config.ts';
import { ASKED_ITEM } from './response-item.ts';

/** What is asked: a text or items. Each is one input. */
const INPUT: Shape = { only: ['string', 'array', 'null'], input: true, items: ASKED_ITEM };

const MODERATED = object({ mode: oneOf('score', 'block') });

/** What an answer may carry beside what it always does. */
const INCLUDE = listOf(
  oneOf(
    ...['code_interpreter_call.outputs', 'computer_call_output.output.image_url', 'file_search_call.results'],
    ...['message.input_image.image_url', 'message.output_text.logprobs', 'reasoning.encrypted_content'],
    ...['web_search_call.action.sources', 'web_search_call.results'],
  ),
);

/** The body of `POST /responses`. */
export const RESPONSE_REQUEST: Shape = {
  only: ['object'],
  fields: {
    ...RESPONSE_CONFIG,
    model: ASKED_MODEL,
    input: INPUT,
    instructions: TEXT,
    include: INCLUDE,
    context_management: listOf(object({ type: oneOf('compaction'), compact_threshold: NUMBER })),
    moderation: object({ model: MODEL, policy: object({ input: MODERATED, output: MODERATED }) }),
    stream: STREAMED,
    stream_options: object({ include_obfuscation: FLAG }),
  },
};

/** The body of `POST /responses/compact` and of `POST /responses/input_tokens`, which answer at once. */
export const UNANSWERED_REQUEST: Shape = {
  only: ['object'],
  fields: {
    ...RESPONSE_CONFIG,
    model: ASKED_MODEL,
    input: INPUT,
    instructions: TEXT,
    personality: oneOf('friendly', 'pragmatic'),
    stream: STREAM,
  },
};
