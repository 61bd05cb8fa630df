import { listOf, MODEL, NUMBER, object, oneOf, TEXT } from '../shape.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { whole } from './stored-object.ts';

const RESULT = object({
  type: oneOf('c2pa', 'synthid'),
  generated_at: TEXT,
  issuer: TEXT,
  model: MODEL,
  outcome: oneOf('detected', 'not_detected'),
  validation_state: oneOf('trusted', 'valid', 'invalid', 'not_present'),
});

/** Whether a model made a picture. */
export const CONTENT_PROVENANCE_CHECKS: readonly OperationEntry[] = [
  row({
    id: 'content_provenance_checks.create',
    call: 'POST /content_provenance_checks',
    form: { file: 'file' },
    response: whole({
      object: oneOf('content_provenance_check'),
      created_at: NUMBER,
      results: listOf(RESULT),
    }),
  }),
];
