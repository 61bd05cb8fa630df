import { FLAG, ID, MODEL, object, oneOf, TEXT } from '../shape.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { stored } from './stored-object.ts';

const ALERT = stored(['safety.alert'], {
  detailed_explanation: TEXT,
  error_type: oneOf(
    'potentially_unintended_data_transfer',
    'potentially_unintended_data_access',
    'potentially_unintended_destructive_activity',
    'other',
  ),
  model: MODEL,
  reason: TEXT,
  request_id: ID,
  request_paused: FLAG,
  response_id: ID,
});

const CASE = stored(['safety.case'], {
  entity_identifier: TEXT,
  notice: object({ type: oneOf('warning', 'deactivation') }),
  reason: TEXT,
});

/** What the provider tells of misuse (openai-node 7.57). */
export const SAFETY: readonly OperationEntry[] = [
  row({ id: 'safety.alerts.retrieve', call: 'GET /safety/alerts/{alert_id}', response: ALERT }),
  row({ id: 'safety.cases.retrieve', call: 'GET /safety/cases/{case_id}', response: CASE }),
];
