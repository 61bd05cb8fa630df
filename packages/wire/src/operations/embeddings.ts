import { ID, listOf, MODEL, NUMBER, object, oneOf, type Shape, STREAM, TEXT, TEXTS } from '../shape.ts';
import { vector } from '../string-rule.ts';
import { MESSAGES } from './message.ts';
import type { OperationEntry } from './operation-entry.ts';
import { USAGE } from './usage.ts';

const EMBEDDING: Shape = { only: ['string', 'array'], string: vector, items: { only: ['number'], number: 'known' } };

/** The embeddings family. */
export const EMBEDDINGS: readonly OperationEntry[] = [
  {
    id: 'embeddings.create',
    method: 'POST',
    path: '/embeddings',
    query: [],
    deployments: true,
    request: {
      only: ['object'],
      fields: {
        input: TEXTS,
        model: { ...MODEL, model: true },
        dimensions: NUMBER,
        encoding_format: oneOf('float', 'base64'),
        user: TEXT,
        stream: STREAM,
        // Compatible servers embed a conversation, with its images
        messages: MESSAGES,
      },
    },
    response: {
      only: ['object'],
      fields: {
        id: ID,
        object: oneOf('list'),
        created: NUMBER,
        data: listOf(object({ object: oneOf('embedding'), index: NUMBER, embedding: EMBEDDING })),
        model: MODEL,
        usage: USAGE,
      },
    },
  },
];
