import { EMBEDDED, FLAG, ID, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT, TOOL_NAME } from '../shape.ts';
import { ASSISTANT_FORMAT, ASSISTANT_TOOL_CHOICE, ASSISTANT_TOOLS } from './assistant-tools.ts';
import { OWN_FIELDS, stored } from './stored-object.ts';
import { TRUNCATION } from './threads.ts';
import { USAGE } from './usage.ts';

/** What a request may set of a run, and the run then tells. */
export const RUN_FIELDS: Readonly<Record<string, Shape>> = {
  assistant_id: ID,
  instructions: TEXT,
  max_completion_tokens: NUMBER,
  max_prompt_tokens: NUMBER,
  metadata: OWN_FIELDS,
  parallel_tool_calls: FLAG,
  response_format: ASSISTANT_FORMAT,
  temperature: NUMBER,
  tool_choice: ASSISTANT_TOOL_CHOICE,
  tools: ASSISTANT_TOOLS,
  top_p: NUMBER,
  truncation_strategy: TRUNCATION,
};

/** Why a run or a step of one failed. */
export const LAST_ERROR = object({
  code: oneOf('server_error', 'rate_limit_exceeded', 'invalid_prompt'),
  message: TEXT,
});

/** The call of a function that a run waits for. */
const AWAITED = object({
  id: ID,
  type: oneOf('function'),
  function: object({ name: { ...TOOL_NAME, tool: 'name' }, arguments: { ...EMBEDDED, tool: 'arguments' } }),
});

/** A run. */
export const RUN = stored(['thread.run'], {
  ...RUN_FIELDS,
  cancelled_at: NUMBER,
  completed_at: NUMBER,
  expires_at: NUMBER,
  failed_at: NUMBER,
  started_at: NUMBER,
  incomplete_details: object({ reason: oneOf('max_completion_tokens', 'max_prompt_tokens') }),
  last_error: LAST_ERROR,
  model: MODEL,
  required_action: object({
    type: oneOf('submit_tool_outputs'),
    submit_tool_outputs: object({ tool_calls: listOf(AWAITED) }),
  }),
  status: oneOf(
    'queued',
    'in_progress',
    'requires_action',
    'cancelling',
    'cancelled',
    'failed',
    'completed',
    'incomplete',
    'expired',
  ),
  thread_id: ID,
  usage: USAGE,
});
