import { ID, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT } from '../shape.ts';
import { identifier, parameterPath } from '../string-rule.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { EXPIRY, OWN_FIELDS, PAGED, pageOf, stored, whole } from './stored-object.ts';
import { USAGE } from './usage.ts';

const ASKED: Readonly<Record<string, Shape>> = {
  completion_window: oneOf('24h'),
  endpoint: oneOf(
    '/v1/responses',
    '/v1/chat/completions',
    '/v1/embeddings',
    '/v1/completions',
    '/v1/moderations',
    '/v1/images/generations',
    '/v1/images/edits',
    '/v1/videos',
    // Azure's names
    '/chat/completions',
    '/embeddings',
    '/responses',
  ),
  input_file_id: ID,
  metadata: OWN_FIELDS,
};

const FAULT = object({
  code: { string: identifier },
  line: NUMBER,
  message: TEXT,
  param: { string: parameterPath },
});

const BATCH = stored(['batch'], {
  ...ASKED,
  cancelled_at: NUMBER,
  cancelling_at: NUMBER,
  completed_at: NUMBER,
  error_file_id: ID,
  errors: object({ object: oneOf('list'), data: listOf(FAULT) }),
  expired_at: NUMBER,
  expires_at: NUMBER,
  failed_at: NUMBER,
  finalizing_at: NUMBER,
  in_progress_at: NUMBER,
  model: MODEL,
  output_file_id: ID,
  request_counts: object({ completed: NUMBER, failed: NUMBER, total: NUMBER }),
  status: oneOf('validating', 'failed', 'in_progress', 'finalizing', 'completed', 'expired', 'cancelling', 'cancelled'),
  usage: USAGE,
});

const REQUEST = whole({ ...ASKED, output_expires_after: EXPIRY });

/** The batches family. What a batch asks and answers stands in files. */
export const BATCHES: readonly OperationEntry[] = [
  row({ id: 'batches.create', call: 'POST /batches', deployments: true, request: REQUEST, response: BATCH }),
  row({ id: 'batches.list', call: 'GET /batches', query: PAGED, response: pageOf(BATCH) }),
  row({ id: 'batches.retrieve', call: 'GET /batches/{batch_id}', response: BATCH }),
  row({ id: 'batches.cancel', call: 'POST /batches/{batch_id}/cancel', response: BATCH }),
];
