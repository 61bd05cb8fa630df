import { FLAG, listOf, NUMBER, oneOf, type Shape, TEXT, TEXTS } from '../shape.ts';
import { ANSWER_FIELDS, CHOICE_FIELDS } from './answer.ts';
import type { OperationEntry } from './operation-entry.ts';
import { SAMPLING } from './sampling.ts';

const PROMPT: Shape = { ...TEXTS, only: ['string', 'array', 'null'] };

/** The legacy completions family. */
export const COMPLETIONS: readonly OperationEntry[] = [
  {
    id: 'completions.create',
    method: 'POST',
    path: '/completions',
    query: [],
    deployments: true,
    request: {
      only: ['object'],
      fields: { ...SAMPLING, prompt: PROMPT, suffix: TEXT, best_of: NUMBER, echo: FLAG, logprobs: NUMBER },
    },
    response: {
      only: ['object'],
      group: true,
      fields: {
        ...ANSWER_FIELDS,
        object: oneOf('text_completion'),
        choices: listOf({ group: true, fields: { ...CHOICE_FIELDS, text: TEXT } }),
      },
    },
  },
];
