import { FLAG, FREE, listOf, MODEL, NUMBER, object, oneOf, REFUSED, type Shape, TEXT, TOOL_NAME } from '../shape.ts';
import { closed, closedOrRefused } from '../string-rule.ts';
import { CONTENT } from './content.ts';
import { MESSAGES } from './message.ts';
import { REASONING_EFFORT } from './reasoning.ts';
import { RESPONSE_FORMAT } from './response-format.ts';
import { SAMPLING } from './sampling.ts';
import { FUNCTION, TOOL_CHOICE, TOOLS } from './tool.ts';

const MODERATION = object({
  model: MODEL,
  policy: object({
    input: object({ mode: oneOf('score', 'block') }),
    output: object({ mode: oneOf('score', 'block') }),
  }),
});

const WEB_SEARCH = object({
  search_context_size: oneOf('low', 'medium', 'high'),
  user_location: object({
    type: oneOf('approximate'),
    approximate: object({ city: TEXT, country: TEXT, region: TEXT, timezone: TEXT }),
  }),
});

/** The body of `POST /chat/completions`. */
export const CHAT_REQUEST: Shape = {
  only: ['object'],
  fields: {
    ...SAMPLING,
    messages: MESSAGES,
    // Sound is not readable, so it may not be asked for
    audio: REFUSED,
    modalities: { only: ['array', 'null'], items: { only: ['string'], string: closedOrRefused('text') } },
    function_call: { string: closed('none', 'auto'), fields: { name: TOOL_NAME } },
    functions: listOf(FUNCTION),
    logprobs: FLAG,
    max_completion_tokens: NUMBER,
    metadata: FREE,
    moderation: MODERATION,
    parallel_tool_calls: FLAG,
    prediction: object({ type: oneOf('content'), content: CONTENT }),
    prompt_cache_key: TEXT,
    prompt_cache_options: object({ mode: oneOf('implicit', 'explicit'), ttl: oneOf('30m') }),
    prompt_cache_retention: oneOf('in_memory', '24h'),
    reasoning_effort: REASONING_EFFORT,
    response_format: RESPONSE_FORMAT,
    safety_identifier: TEXT,
    service_tier: oneOf('auto', 'default', 'flex', 'scale', 'priority', 'fast'),
    store: FLAG,
    tool_choice: TOOL_CHOICE,
    tools: TOOLS,
    top_logprobs: NUMBER,
    verbosity: oneOf('low', 'medium', 'high'),
    web_search_options: WEB_SEARCH,
  },
};
