import { FREE, NUMBER, oneOf, type Shape, TEXT } from '../shape.ts';
import { numeralOr } from '../string-rule.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { deletion, ORDERED, pageOf, stored } from './stored-object.ts';

/** What a file is for. */
export const FILE_PURPOSE = oneOf(
  'assistants',
  'assistants_output',
  'batch',
  'batch_output',
  'fine-tune',
  'fine-tune-results',
  'vision',
  'user_data',
  'evals',
);

/** `expires_after[anchor]` and `expires_after[seconds]` of a form. */
const FORM_EXPIRY: Shape = { string: numeralOr('created_at') };

/** A stored file, without what is in it. */
export const STORED_FILE = stored(['file'], {
  bytes: NUMBER,
  expires_at: NUMBER,
  filename: TEXT,
  purpose: FILE_PURPOSE,
  status: oneOf('uploaded', 'processed', 'error', 'pending', 'running', 'deleting', 'deleted'),
  status_details: TEXT,
});

/** The files family. */
export const FILES: readonly OperationEntry[] = [
  row({ id: 'files.list', call: 'GET /files', query: [...ORDERED, 'purpose'], response: pageOf(STORED_FILE) }),
  row({
    id: 'files.create',
    call: 'POST /files',
    form: { file: 'file', purpose: FILE_PURPOSE, expires_after: FORM_EXPIRY },
    response: STORED_FILE,
  }),
  row({ id: 'files.retrieve', call: 'GET /files/{file_id}', response: STORED_FILE }),
  row({ id: 'files.delete', call: 'DELETE /files/{file_id}', response: deletion('file') }),
  row({ id: 'files.content', call: 'GET /files/{file_id}/content', response: FREE, answers: 'file' }),
];
