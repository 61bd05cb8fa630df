import { FLAG, ID, listOf, NUMBER, object, oneOf, type Shape, TEXT } from '../shape.ts';
import { CHUNKING } from './assistant-tools.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { BOTH_WAYS, deletion, OWN_FIELDS, pageOf, stored, whole } from './stored-object.ts';
import { FILE_COUNTS } from './vector-stores.ts';

const STATUS = oneOf('in_progress', 'completed', 'cancelled', 'failed');

const ADDED: Readonly<Record<string, Shape>> = { attributes: OWN_FIELDS, chunking_strategy: CHUNKING };

const STORE_FILE = stored(['vector_store.file'], {
  ...ADDED,
  last_error: object({ code: oneOf('server_error', 'unsupported_file', 'invalid_file'), message: TEXT }),
  status: STATUS,
  usage_bytes: NUMBER,
  vector_store_id: ID,
});

const CONTENT = whole({
  object: oneOf('vector_store.file_content.page'),
  file_id: ID,
  filename: TEXT,
  attributes: OWN_FIELDS,
  data: listOf(object({ type: oneOf('text'), text: TEXT })),
  content: listOf(object({ type: oneOf('text'), text: TEXT })),
  has_more: FLAG,
  next_page: ID,
});

const BATCH = stored(['vector_store.files_batch', 'vector_store.file_batch'], {
  file_counts: FILE_COUNTS,
  status: STATUS,
  vector_store_id: ID,
});

const NEW_BATCH = whole({ ...ADDED, file_ids: listOf(ID), files: listOf(object({ ...ADDED, file_id: ID })) });

const FILES = '/vector_stores/{vector_store_id}/files';
const FILE = `${FILES}/{file_id}` as const;
const BATCHES = '/vector_stores/{vector_store_id}/file_batches';
const BATCH_PATH = `${BATCHES}/{batch_id}` as const;

const LISTED = { query: [...BOTH_WAYS, 'filter'], response: pageOf(STORE_FILE) };

/** The files of a vector store, and their batches. */
export const VECTOR_STORE_FILES: readonly OperationEntry[] = [
  row({ id: 'vector_stores.files.list', call: `GET ${FILES}`, ...LISTED }),
  row({
    id: 'vector_stores.files.create',
    call: `POST ${FILES}`,
    request: whole({ ...ADDED, file_id: ID }),
    response: STORE_FILE,
  }),
  row({ id: 'vector_stores.files.retrieve', call: `GET ${FILE}`, response: STORE_FILE }),
  row({
    id: 'vector_stores.files.update',
    call: `POST ${FILE}`,
    request: whole({ attributes: OWN_FIELDS }),
    response: STORE_FILE,
  }),
  row({ id: 'vector_stores.files.delete', call: `DELETE ${FILE}`, response: deletion('vector_store.file.deleted') }),
  row({ id: 'vector_stores.files.content', call: `GET ${FILE}/content`, response: CONTENT }),
  row({ id: 'vector_stores.file_batches.create', call: `POST ${BATCHES}`, request: NEW_BATCH, response: BATCH }),
  row({ id: 'vector_stores.file_batches.retrieve', call: `GET ${BATCH_PATH}`, response: BATCH }),
  row({ id: 'vector_stores.file_batches.cancel', call: `POST ${BATCH_PATH}/cancel`, response: BATCH }),
  row({ id: 'vector_stores.file_batches.files', call: `GET ${BATCH_PATH}/files`, ...LISTED }),
];
