import { ID, listOf, MODEL, object, REFUSED, type Shape, STREAM } from '../shape.ts';
import { closedOrRefused } from '../string-rule.ts';
import { FINDINGS } from './moderation-verdict.ts';
import type { OperationEntry } from './operation-entry.ts';

/** A text, or a part that holds one. Pictures are refused. */
const PART: Shape = {
  only: ['string', 'object'],
  input: true,
  fields: {
    type: { only: ['string'], string: closedOrRefused('text') },
    text: { only: ['string', 'null'] },
    image_url: REFUSED,
  },
};

/** The moderations family. */
export const MODERATIONS: readonly OperationEntry[] = [
  {
    id: 'moderations.create',
    method: 'POST',
    path: '/moderations',
    query: [],
    deployments: false,
    request: {
      only: ['object'],
      fields: {
        model: { ...MODEL, model: true },
        input: { ...PART, only: ['string', 'object', 'array'], items: PART },
        stream: STREAM,
      },
    },
    response: {
      only: ['object'],
      fields: { id: ID, model: MODEL, results: listOf(object(FINDINGS)) },
    },
  },
];
