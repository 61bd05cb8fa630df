import { attachedAs, ID, listOf, MODEL, object, type Shape, STREAM } from '../shape.ts';
import { closedOrRefused } from '../string-rule.ts';
import { IMAGE_URL } from './content.ts';
import { FINDINGS } from './moderation-verdict.ts';
import type { OperationEntry } from './operation-entry.ts';

/** A text, or a part that holds one. Pictures are refused where they are not asked for. */
const PART: Shape = {
  only: ['string', 'object'],
  input: true,
  fields: {
    type: attachedAs(
      { only: ['string'], string: closedOrRefused('text', 'image_url') },
      { only: ['string'], string: closedOrRefused('text') },
    ),
    text: { only: ['string', 'null'] },
    image_url: IMAGE_URL,
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
