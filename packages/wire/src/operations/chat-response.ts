import { listOf, object, oneOf, type Shape } from '../shape.ts';
import { ANSWER_FIELDS, CHOICE_FIELDS } from './answer.ts';
import { ANSWER } from './message.ts';
import { VERDICT } from './moderation-verdict.ts';

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
