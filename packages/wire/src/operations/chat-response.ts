import { FLAG, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT } from '../shape.ts';
import { ANSWER_FIELDS, CHOICE_FIELDS } from './answer.ts';
import { ANSWER } from './message.ts';

const VERDICT = object({
  type: oneOf('moderation_results', 'error'),
  code: TEXT,
  message: TEXT,
  model: MODEL,
  results: listOf(
    object({
      type: oneOf('moderation_result'),
      model: MODEL,
      flagged: FLAG,
      categories: { others: FLAG },
      category_scores: { others: NUMBER },
      category_applied_input_types: { others: listOf(oneOf('text', 'image')) },
    }),
  ),
});

/** The answer of `POST /chat/completions`. */
export const CHAT_RESPONSE: Shape = {
  only: ['object'],
  group: true,
  fields: {
    ...ANSWER_FIELDS,
    object: oneOf('chat.completion'),
    service_tier: oneOf('auto', 'default', 'flex', 'scale', 'priority', 'fast'),
    moderation: object({ input: VERDICT, output: VERDICT }),
    choices: listOf({ group: true, fields: { ...CHOICE_FIELDS, message: ANSWER } }),
  },
};
