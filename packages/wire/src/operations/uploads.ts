import { FREE } from '../shape.ts';
import type { OperationEntry } from './operation-entry.ts';

/** The uploads family. */
export const UPLOADS: readonly OperationEntry[] = [
  {
    id: 'uploads.parts.create',
    method: 'POST',
    path: '/uploads/{upload_id}/parts',
    query: [],
    deployments: false,
    form: { data: 'part' },
    response: FREE,
  },
];
