import { FREE, ID, NUMBER, oneOf, type Shape } from '../shape.ts';
import { deleted } from './deleted.ts';
import type { OperationEntry } from './operation-entry.ts';
import { PAGE_QUERY, pageOf } from './page.ts';
import { ANSWERED_ITEM, ASKED_ITEM } from './response-item.ts';

const ONE = '/conversations/{conversation_id}';

const ITEM = `${ONE}/items/{item_id}`;

const ITEMS: Shape = { only: ['array', 'null'], items: ASKED_ITEM };

const CONVERSATION: Shape = {
  only: ['object'],
  fields: { id: ID, object: oneOf('conversation'), created_at: NUMBER, metadata: FREE },
};

/** The conversations family. */
export const CONVERSATIONS: readonly OperationEntry[] = [
  {
    id: 'conversations.create',
    method: 'POST',
    path: '/conversations',
    query: [],
    deployments: false,
    request: { only: ['object'], fields: { items: ITEMS, metadata: FREE } },
    response: CONVERSATION,
  },
  {
    id: 'conversations.retrieve',
    method: 'GET',
    path: ONE,
    query: [],
    deployments: false,
    response: CONVERSATION,
  },
  {
    id: 'conversations.update',
    method: 'POST',
    path: ONE,
    query: [],
    deployments: false,
    request: { only: ['object'], fields: { metadata: FREE } },
    response: CONVERSATION,
  },
  {
    id: 'conversations.delete',
    method: 'DELETE',
    path: ONE,
    query: [],
    deployments: false,
    response: deleted('conversation.deleted'),
  },
  {
    id: 'conversations.items.create',
    method: 'POST',
    path: `${ONE}/items`,
    query: ['include'],
    deployments: false,
    request: { only: ['object'], fields: { items: ITEMS } },
    response: pageOf(ANSWERED_ITEM),
  },
  {
    id: 'conversations.items.list',
    method: 'GET',
    path: `${ONE}/items`,
    query: [...PAGE_QUERY, 'include'],
    deployments: false,
    response: pageOf(ANSWERED_ITEM),
  },
  {
    id: 'conversations.items.retrieve',
    method: 'GET',
    path: ITEM,
    query: ['include'],
    deployments: false,
    response: ANSWERED_ITEM,
  },
  {
    id: 'conversations.items.delete',
    method: 'DELETE',
    path: ITEM,
    query: [],
    deployments: false,
    response: CONVERSATION,
  },
];
