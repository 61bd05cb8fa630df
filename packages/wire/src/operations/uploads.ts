import { ID, listOf, NUMBER, oneOf, TEXT } from '../shape.ts';
import { FILE_PURPOSE, STORED_FILE } from './files.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { EXPIRY, stored, whole } from './stored-object.ts';

const UPLOAD = stored(['upload'], {
  bytes: NUMBER,
  expires_at: NUMBER,
  file: STORED_FILE,
  filename: TEXT,
  purpose: FILE_PURPOSE,
  status: oneOf('pending', 'completed', 'cancelled', 'expired'),
});

const NEW_UPLOAD = whole({
  bytes: NUMBER,
  filename: TEXT,
  mime_type: TEXT,
  purpose: FILE_PURPOSE,
  expires_after: EXPIRY,
});

const PATH = '/uploads/{upload_id}';

/** Files that are uploaded in parts. */
export const UPLOADS: readonly OperationEntry[] = [
  row({ id: 'uploads.create', call: 'POST /uploads', request: NEW_UPLOAD, response: UPLOAD }),
  row({ id: 'uploads.cancel', call: `POST ${PATH}/cancel`, response: UPLOAD }),
  row({
    id: 'uploads.complete',
    call: `POST ${PATH}/complete`,
    request: whole({ part_ids: listOf(ID), md5: ID }),
    response: UPLOAD,
  }),
  row({
    id: 'uploads.parts.create',
    call: `POST ${PATH}/parts`,
    form: { data: 'part' },
    response: stored(['upload.part'], { upload_id: ID }),
  }),
];
