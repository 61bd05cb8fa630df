import {
  EMBEDDED,
  FREE,
  ID,
  listOf,
  MODEL,
  NUMBER,
  object,
  oneOf,
  REFUSED,
  type Shape,
  TEXT,
  TOOL_NAME,
} from '../shape.ts';
import { closedOrRefused } from '../string-rule.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { ASKED_MODEL, whole } from './stored-object.ts';
import { USAGE } from './usage.ts';

const PART: Shape = {
  only: ['object', 'string'],
  fields: {
    type: { only: ['string'], string: closedOrRefused('input_text', 'output_text', 'refusal', 'input_json') },
    text: TEXT,
    refusal: TEXT,
    data: FREE,
    prompt_cache_breakpoint: object({ mode: oneOf('explicit') }),
    image_url: REFUSED,
  },
};

const PARTS: Shape = { only: ['string', 'array', 'null'], items: PART };

const ITEM: Shape = {
  only: ['object'],
  input: true,
  fields: {
    type: oneOf('message', 'function_call', 'function_call_output', 'custom_tool_call', 'custom_tool_call_output'),
    id: ID,
    call_id: ID,
    role: oneOf('user', 'developer', 'system', 'assistant'),
    phase: oneOf('commentary', 'final_answer'),
    status: oneOf('in_progress', 'completed', 'incomplete'),
    content: PARTS,
    output: PARTS,
    name: { ...TOOL_NAME, tool: 'name' },
    namespace: TOOL_NAME,
    arguments: { ...EMBEDDED, tool: 'arguments' },
    input: { ...TEXT, tool: 'arguments' },
  },
};

const QUESTION = object({
  type: oneOf('predicate', 'choice', 'score'),
  name: TEXT,
  instructions: PARTS,
  choices: listOf(object({ value: TEXT, description: TEXT })),
  levels: listOf(object({ label: TEXT, description: TEXT })),
});

const REQUEST = whole({
  input: { only: ['string', 'array'], items: ITEM },
  model: ASKED_MODEL,
  questions: listOf(QUESTION),
  prompt_cache_key: TEXT,
  prompt_cache_options: object({ mode: oneOf('implicit', 'explicit'), ttl: oneOf('30m') }),
  safety_identifier: TEXT,
});

const ANSWER = object({
  type: oneOf('predicate', 'choice', 'score', 'refusal'),
  name: TEXT,
  choice: TEXT,
  confidence: NUMBER,
  probability: NUMBER,
  score: NUMBER,
  probabilities: listOf(object({ label: TEXT, probability: NUMBER, value: { number: 'known' } })),
});

/** The decisions family (openai-node 7.57). */
export const DECISIONS: readonly OperationEntry[] = [
  row({
    id: 'decisions.create',
    call: 'POST /decisions',
    request: REQUEST,
    response: whole({ answers: listOf(ANSWER), model: MODEL, usage: USAGE }),
  }),
];
