import { FREE, ID, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT } from '../shape.ts';
import { FAULT_FIELDS } from './error-response.ts';
import { TEMPLATE_MESSAGE } from './grader.ts';
import { REASONING_EFFORT } from './reasoning.ts';
import { RESPONSE_FORMAT } from './response-format.ts';
import { TEXT_FORMAT } from './response-text.ts';
import { RESPONSE_TOOLS } from './response-tool.ts';
import { USAGE } from './usage.ts';

/** Where a run's data come from: given here, in a file that was read when it was uploaded, or stored. */
const SOURCE = object({
  type: oneOf('file_content', 'file_id', 'stored_completions', 'responses'),
  content: listOf(object({ item: FREE, sample: FREE })),
  id: ID,
  created_after: NUMBER,
  created_before: NUMBER,
  limit: NUMBER,
  metadata: FREE,
  model: MODEL,
  instructions_search: TEXT,
  reasoning_effort: REASONING_EFFORT,
  temperature: NUMBER,
  tools: listOf(TEXT),
  top_p: NUMBER,
  users: listOf(TEXT),
});

const SAMPLING = object({
  max_completion_tokens: NUMBER,
  max_completions_tokens: NUMBER,
  reasoning_effort: REASONING_EFFORT,
  response_format: RESPONSE_FORMAT,
  seed: NUMBER,
  temperature: NUMBER,
  tools: RESPONSE_TOOLS,
  top_p: NUMBER,
  text: TEXT_FORMAT,
});

const DATA_SOURCE: Readonly<Record<string, Shape>> = {
  type: oneOf('jsonl', 'completions', 'responses'),
  source: SOURCE,
  input_messages: object({
    type: oneOf('template', 'item_reference'),
    template: listOf(TEMPLATE_MESSAGE),
    item_reference: ID,
  }),
  sampling_params: SAMPLING,
  model: MODEL,
};

/** The body that starts a run. Its model is the one that is asked. */
export const RUN_REQUEST: Shape = {
  only: ['object'],
  fields: {
    name: TEXT,
    metadata: FREE,
    data_source: object({ ...DATA_SOURCE, model: { ...MODEL, model: true } }),
  },
};

const FAULT = object(FAULT_FIELDS);

/** A run. */
export const RUN: Shape = object({
  id: ID,
  object: oneOf('eval.run'),
  eval_id: ID,
  status: oneOf('queued', 'in_progress', 'completed', 'failed', 'canceled', 'cancelled'),
  name: TEXT,
  model: MODEL,
  created_at: NUMBER,
  metadata: FREE,
  report_url: TEXT,
  error: FAULT,
  data_source: object(DATA_SOURCE),
  result_counts: object({ total: NUMBER, errored: NUMBER, failed: NUMBER, passed: NUMBER }),
  per_model_usage: listOf(object({ ...USAGE.fields, model_name: MODEL, invocation_count: NUMBER })),
  per_testing_criteria_results: listOf(object({ testing_criteria: TEXT, passed: NUMBER, failed: NUMBER })),
});

const SAID = listOf(object({ role: oneOf('user', 'assistant', 'system', 'developer', 'tool'), content: TEXT }));

/** What a model said to one row of the data, and what the graders made of it. */
export const RUN_OUTPUT: Shape = object({
  id: ID,
  object: oneOf('eval.run.output_item'),
  created_at: NUMBER,
  run_id: ID,
  eval_id: ID,
  status: oneOf('pass', 'fail', 'error'),
  datasource_item_id: NUMBER,
  datasource_item: FREE,
  results: listOf(object({ name: TEXT, type: ID, score: NUMBER, passed: FREE, sample: FREE })),
  sample: object({
    input: SAID,
    output: SAID,
    finish_reason: oneOf('stop', 'length', 'tool_calls', 'content_filter', 'function_call'),
    model: MODEL,
    usage: USAGE,
    error: FAULT,
    max_completion_tokens: NUMBER,
    seed: NUMBER,
    temperature: NUMBER,
    top_p: NUMBER,
  }),
});
