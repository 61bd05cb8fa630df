import { FLAG, ID, NUMBER, object, oneOf, type Shape, TEXT } from '../../shape.ts';
import { FORM_NUMBER } from '../form-values.ts';
import type { OperationEntry } from '../operation-entry.ts';
import { row } from '../row.ts';
import { whole } from '../stored-object.ts';
import { MOMENT, PAGED, pageOf } from './messages.ts';

const FILE = '/files/{file_id}';

/** A stored file, without what is in it. */
const STORED_FILE: Shape = whole({
  id: ID,
  type: oneOf('file'),
  filename: TEXT,
  mime_type: oneOf('text/plain', 'text/csv', 'text/markdown', 'application/json', 'application/pdf'),
  size_bytes: NUMBER,
  created_at: MOMENT,
  expires_at: MOMENT,
  downloadable: FLAG,
  scope: object({ id: ID, type: oneOf('session') }),
});

const DELETED = whole({ id: ID, type: oneOf('file_deleted') });

/** The files family. */
export const FILES: readonly OperationEntry[] = [
  row({ id: 'files.list', call: 'GET /files', query: [...PAGED, 'page', 'ids'], response: pageOf(STORED_FILE) }),
  row({
    id: 'files.create',
    call: 'POST /files',
    query: ['beta'],
    form: { file: 'file', expires_in_seconds: FORM_NUMBER },
    response: STORED_FILE,
  }),
  row({ id: 'files.retrieve', call: `GET ${FILE}`, query: ['beta'], response: STORED_FILE }),
  row({ id: 'files.delete', call: `DELETE ${FILE}`, query: ['beta'], response: DELETED }),
  row({ id: 'files.content', call: `GET ${FILE}/content`, query: ['beta'], response: {}, answers: 'file' }),
];
