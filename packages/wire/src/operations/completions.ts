import { FLAG, listOf, NUMBER, oneOf, type Shape, TEXT } from '../shape.ts';
import { ANSWER_FIELDS, CHOICE_FIELDS } from './answer.ts';
import { CHOICE_EVENT_FIELDS, CHUNK_FIELDS } from './chat-events.ts';
import type { EventShapes } from './event-shapes.ts';
import type { OperationEntry } from './operation-entry.ts';
import { PIECE } from './piece.ts';
import { SAMPLING } from './sampling.ts';

/** Strings only: lists of token ids are not readable. */
const PROMPT: Shape = { only: ['string', 'array', 'null'], input: true, items: { only: ['string'], input: true } };

/** The events of a completion: as its answer, with pieces of text. */
const EVENTS: EventShapes = {
  others: {
    only: ['object'],
    group: true,
    fields: {
      ...CHUNK_FIELDS,
      object: oneOf('text_completion'),
      choices: listOf({ group: true, fields: { ...CHOICE_EVENT_FIELDS, text: PIECE }, others: { piece: 'text' } }),
    },
  },
};

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
    events: EVENTS,
  },
];
