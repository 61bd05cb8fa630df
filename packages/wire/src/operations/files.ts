import { FREE, NUMBER, object, oneOf, type Shape } from '../shape.ts';
import type { OperationEntry } from './operation-entry.ts';

const PURPOSE: Shape = oneOf('assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals');

/** The files family. */
export const FILES: readonly OperationEntry[] = [
  {
    id: 'files.create',
    method: 'POST',
    path: '/files',
    query: [],
    deployments: false,
    form: {
      file: 'file',
      purpose: PURPOSE,
      expires_after: object({ anchor: oneOf('created_at'), seconds: NUMBER }),
    },
    response: FREE,
  },
  {
    id: 'files.content',
    method: 'GET',
    path: '/files/{file_id}/content',
    query: [],
    deployments: false,
    response: FREE,
    answers: 'file',
  },
];
