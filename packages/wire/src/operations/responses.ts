import { ID, listOf, MODEL, NUMBER, oneOf, type Shape } from '../shape.ts';
import { deleted } from './deleted.ts';
import type { OperationEntry } from './operation-entry.ts';
import { PAGE_QUERY, pageOf } from './page.ts';
import { RESPONSE } from './response-answer.ts';
import { RESPONSE_EVENTS } from './response-events.ts';
import { ANSWERED_ITEM } from './response-item.ts';
import { RESPONSE_REQUEST, UNANSWERED_REQUEST } from './response-request.ts';
import { USAGE } from './usage.ts';

/** The client's beta resources call the same paths with `beta=true`. */
const BETA: readonly string[] = ['beta'];

const COUNT: Shape = { only: ['object'], fields: { object: oneOf('response.input_tokens'), input_tokens: NUMBER } };

const COMPACTED: Shape = {
  only: ['object'],
  fields: {
    ...RESPONSE.fields,
    id: ID,
    object: oneOf('response.compaction'),
    created_at: NUMBER,
    model: MODEL,
    output: listOf(ANSWERED_ITEM),
    usage: USAGE,
  },
};

/** The responses family. */
export const RESPONSES: readonly OperationEntry[] = [
  {
    id: 'responses.create',
    method: 'POST',
    path: '/responses',
    query: BETA,
    deployments: true,
    request: RESPONSE_REQUEST,
    response: RESPONSE,
    events: RESPONSE_EVENTS,
  },
  {
    id: 'responses.compact',
    method: 'POST',
    path: '/responses/compact',
    query: BETA,
    deployments: false,
    request: UNANSWERED_REQUEST,
    response: COMPACTED,
  },
  {
    id: 'responses.input_tokens.count',
    method: 'POST',
    path: '/responses/input_tokens',
    query: BETA,
    deployments: false,
    request: UNANSWERED_REQUEST,
    response: COUNT,
  },
  {
    id: 'responses.retrieve',
    method: 'GET',
    path: '/responses/{response_id}',
    query: [...BETA, 'include', 'stream', 'starting_after', 'include_obfuscation'],
    deployments: false,
    response: RESPONSE,
    events: RESPONSE_EVENTS,
  },
  {
    id: 'responses.delete',
    method: 'DELETE',
    path: '/responses/{response_id}',
    query: BETA,
    deployments: false,
    response: deleted('response', 'response.deleted'),
  },
  {
    id: 'responses.cancel',
    method: 'POST',
    path: '/responses/{response_id}/cancel',
    query: BETA,
    deployments: false,
    response: RESPONSE,
  },
  {
    id: 'responses.input_items.list',
    method: 'GET',
    path: '/responses/{response_id}/input_items',
    query: [...BETA, ...PAGE_QUERY, 'before', 'include'],
    deployments: false,
    response: pageOf(ANSWERED_ITEM),
  },
];
