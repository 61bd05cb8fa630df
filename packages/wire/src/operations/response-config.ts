import { FLAG, FREE, ID, MODEL, NUMBER, object, oneOf, REFUSED, type Shape, TEXT } from '../shape.ts';
import { closedOrRefused, identifier } from '../string-rule.ts';
import { REASONING } from './reasoning.ts';
import { ASKED_PART } from './response-content.ts';
import { TEXT_FORMAT } from './response-text.ts';
import { RESPONSE_TOOL_CHOICE, RESPONSE_TOOLS } from './response-tool.ts';

/** A conversation, by its id. */
const CONVERSATION: Shape = { string: identifier, fields: { id: ID } };

/** A stored prompt. Its variables are the caller's: strings, or parts of a message. */
const PROMPT = object({ id: ID, version: ID, variables: { others: ASKED_PART } });

/** What a response is asked with, and what its answer says it was asked with. */
export const RESPONSE_CONFIG: Readonly<Record<string, Shape>> = {
  access_programs: object({ cyber: oneOf('standard', 'daybreak_blue', 'daybreak_red') }),
  background: FLAG,
  conversation: CONVERSATION,
  frequency_penalty: NUMBER,
  image: object({ context_compression: oneOf('auto', 'enabled', 'disabled') }),
  max_output_tokens: NUMBER,
  max_tool_calls: NUMBER,
  metadata: FREE,
  // Sound is not readable, so it may not be asked for
  audio: REFUSED,
  modalities: { only: ['array', 'null'], items: { only: ['string'], string: closedOrRefused('text') } },
  multi_agent: object({ enabled: FLAG, max_concurrent_subagents: NUMBER }),
  parallel_tool_calls: FLAG,
  presence_penalty: NUMBER,
  previous_response_id: ID,
  prompt: PROMPT,
  prompt_cache_key: TEXT,
  prompt_cache_options: object({
    mode: oneOf('implicit', 'explicit'),
    ttl: oneOf('30m', '12h'),
    prewarm: FLAG,
    comparison_response_id: ID,
  }),
  prompt_cache_retention: oneOf('in_memory', 'in-memory', '24h'),
  reasoning: REASONING,
  safety_identifier: TEXT,
  service_tier: oneOf('auto', 'default', 'flex', 'scale', 'priority', 'fast', 'ultrafast'),
  store: FLAG,
  temperature: NUMBER,
  text: TEXT_FORMAT,
  tool_choice: RESPONSE_TOOL_CHOICE,
  tools: RESPONSE_TOOLS,
  top_logprobs: NUMBER,
  top_p: NUMBER,
  truncation: oneOf('auto', 'disabled'),
  user: TEXT,
};

/** The model that is asked. */
export const ASKED_MODEL: Shape = { ...MODEL, model: true };
