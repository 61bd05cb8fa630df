import { FLAG, FREE, ID, listOf, NUMBER, object, oneOf, type Shape, TEXT } from '../shape.ts';
import { CHUNKING, RANKING } from './assistant-tools.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { BOTH_WAYS, deletion, EXPIRY, OWN_FIELDS, pageOf, stored, whole } from './stored-object.ts';

const STATUS = oneOf('in_progress', 'completed', 'cancelled', 'failed', 'expired');

/** How many files are in which state. */
export const FILE_COUNTS = object({
  cancelled: NUMBER,
  completed: NUMBER,
  failed: NUMBER,
  in_progress: NUMBER,
  total: NUMBER,
});

const CHANGED: Readonly<Record<string, Shape>> = { expires_after: EXPIRY, metadata: OWN_FIELDS, name: TEXT };

const VECTOR_STORE = stored(['vector_store'], {
  ...CHANGED,
  description: TEXT,
  expires_at: NUMBER,
  file_counts: FILE_COUNTS,
  last_active_at: NUMBER,
  status: STATUS,
  usage_bytes: NUMBER,
});

const NEW_STORE = whole({ ...CHANGED, chunking_strategy: CHUNKING, description: TEXT, file_ids: listOf(ID) });

/** A filter on attributes, or several: the attributes' names and values are the caller's. */
const FILTER: Shape = object({
  key: TEXT,
  value: FREE,
  type: oneOf('eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'and', 'or'),
  get filters(): Shape {
    return FILTERS;
  },
});

const FILTERS = listOf(FILTER);

const SEARCH = whole({
  query: { only: ['string', 'array'], input: true, items: { only: ['string'], input: true } },
  filters: FILTER,
  max_num_results: NUMBER,
  ranking_options: RANKING,
  rewrite_query: FLAG,
});

const FOUND = whole({
  object: oneOf('vector_store.search_results.page'),
  search_query: listOf(TEXT),
  data: listOf(
    object({
      attributes: OWN_FIELDS,
      content: listOf(object({ type: oneOf('text'), text: TEXT })),
      file_id: ID,
      filename: TEXT,
      score: NUMBER,
    }),
  ),
  has_more: FLAG,
  next_page: ID,
});

const STORE = '/vector_stores/{vector_store_id}';

/** The vector stores family. */
export const VECTOR_STORES: readonly OperationEntry[] = [
  row({ id: 'vector_stores.list', call: 'GET /vector_stores', query: BOTH_WAYS, response: pageOf(VECTOR_STORE) }),
  row({ id: 'vector_stores.create', call: 'POST /vector_stores', request: NEW_STORE, response: VECTOR_STORE }),
  row({ id: 'vector_stores.retrieve', call: `GET ${STORE}`, response: VECTOR_STORE }),
  row({ id: 'vector_stores.update', call: `POST ${STORE}`, request: whole(CHANGED), response: VECTOR_STORE }),
  row({ id: 'vector_stores.delete', call: `DELETE ${STORE}`, response: deletion('vector_store.deleted') }),
  row({ id: 'vector_stores.search', call: `POST ${STORE}/search`, request: SEARCH, response: FOUND }),
];
