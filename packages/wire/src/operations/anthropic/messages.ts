import { FLAG, ID, listOf, NUMBER, object, oneOf, type Shape, STREAM, TEXT } from '../../shape.ts';
import { structure, timestamp } from '../../string-rule.ts';
import { FAULT_FIELDS } from '../error-response.ts';
import type { OperationEntry } from '../operation-entry.ts';
import { row } from '../row.ts';
import { whole } from '../stored-object.ts';
import { MESSAGE } from './message.ts';
import { MESSAGE_EVENTS } from './message-events.ts';
import { COUNT_REQUEST, MESSAGE_REQUEST } from './message-request.ts';

/** The query of a list that is read page by page, and what marks a call of the beta. */
export const PAGED: readonly string[] = ['after_id', 'before_id', 'limit', 'beta'];

const BETA: readonly string[] = ['beta'];

const BATCH = '/messages/batches/{message_batch_id}';

/** A moment that the provider names. */
export const MOMENT: Shape = Object.freeze({ string: timestamp });

/** The caller's own name for a call, by which its answer is told apart: it must come back as it was. */
const OWN_ID: Shape = Object.freeze<Shape>({ only: ['string'], string: structure });

/** A page of a list. */
export function pageOf(item: Shape): Shape {
  return whole({ data: listOf(item), first_id: ID, last_id: ID, has_more: FLAG, next_page: ID });
}

const STORED_BATCH: Shape = whole({
  id: ID,
  type: oneOf('message_batch'),
  processing_status: oneOf('in_progress', 'canceling', 'ended'),
  request_counts: object({ processing: NUMBER, succeeded: NUMBER, errored: NUMBER, canceled: NUMBER, expired: NUMBER }),
  created_at: MOMENT,
  expires_at: MOMENT,
  ended_at: MOMENT,
  archived_at: MOMENT,
  cancel_initiated_at: MOMENT,
  results_url: TEXT,
});

const BATCH_REQUEST: Shape = whole({
  requests: {
    only: ['array'],
    items: {
      only: ['object'],
      // A batch has no one to stream to
      fields: {
        custom_id: OWN_ID,
        params: { ...MESSAGE_REQUEST, fields: { ...MESSAGE_REQUEST.fields, stream: STREAM } },
      },
    },
  },
});

/** One line of a batch's results. */
const RESULT: Shape = whole({
  custom_id: OWN_ID,
  result: object({
    type: oneOf('succeeded', 'errored', 'canceled', 'expired'),
    message: MESSAGE,
    error: object({ type: oneOf('error'), request_id: ID, error: object(FAULT_FIELDS) }),
  }),
});

const DELETED = whole({ id: ID, type: oneOf('message_batch_deleted') });

const COUNTED = whole({ input_tokens: NUMBER, context_management: object({ original_input_tokens: NUMBER }) });

/** The messages family. */
export const MESSAGES: readonly OperationEntry[] = [
  row({
    id: 'messages.create',
    call: 'POST /messages',
    query: BETA,
    request: MESSAGE_REQUEST,
    response: MESSAGE,
    events: MESSAGE_EVENTS,
  }),
  row({
    id: 'messages.count_tokens',
    call: 'POST /messages/count_tokens',
    query: BETA,
    request: COUNT_REQUEST,
    response: COUNTED,
  }),
  row({
    id: 'messages.batches.create',
    call: 'POST /messages/batches',
    query: BETA,
    request: BATCH_REQUEST,
    response: STORED_BATCH,
  }),
  row({ id: 'messages.batches.list', call: 'GET /messages/batches', query: PAGED, response: pageOf(STORED_BATCH) }),
  row({ id: 'messages.batches.retrieve', call: `GET ${BATCH}`, query: BETA, response: STORED_BATCH }),
  row({ id: 'messages.batches.cancel', call: `POST ${BATCH}/cancel`, query: BETA, response: STORED_BATCH }),
  row({ id: 'messages.batches.delete', call: `DELETE ${BATCH}`, query: BETA, response: DELETED }),
  row({
    id: 'messages.batches.results',
    call: `GET ${BATCH}/results`,
    query: BETA,
    response: RESULT,
    answers: 'lines',
  }),
];
