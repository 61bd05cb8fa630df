import { FREE, ID, listOf, NUMBER, object, type Shape, TEXT } from '../shape.ts';
import { CHAT_EVENTS } from './chat-events.ts';
import { CHAT_REQUEST } from './chat-request.ts';
import { CHAT_RESPONSE } from './chat-response.ts';
import { CHAT_PART } from './content.ts';
import { deleted } from './deleted.ts';
import { ANSWER } from './message.ts';
import type { OperationEntry } from './operation-entry.ts';
import { PAGE_QUERY, pageOf } from './page.ts';
import { RESPONSE_FORMAT } from './response-format.ts';
import { TOOL_CHOICE, TOOLS } from './tool.ts';

const STORED = '/chat/completions/{completion_id}';

/** A completion that was stored, with what it was asked with. */
const STORED_COMPLETION: Shape = {
  ...CHAT_RESPONSE,
  fields: {
    ...CHAT_RESPONSE.fields,
    request_id: ID,
    input_user: TEXT,
    response_format: RESPONSE_FORMAT,
    tool_choice: TOOL_CHOICE,
    tools: TOOLS,
    seed: NUMBER,
    temperature: NUMBER,
    top_p: NUMBER,
    frequency_penalty: NUMBER,
    presence_penalty: NUMBER,
  },
};

/** A message that was stored, of whichever side. */
const STORED_MESSAGE = object({ ...ANSWER.fields, id: ID, content_parts: listOf(CHAT_PART) });

/** The chat family. */
export const CHAT: readonly OperationEntry[] = [
  {
    id: 'chat.completions.create',
    method: 'POST',
    path: '/chat/completions',
    query: [],
    deployments: true,
    request: CHAT_REQUEST,
    response: CHAT_RESPONSE,
    events: CHAT_EVENTS,
  },
  {
    id: 'chat.completions.list',
    method: 'GET',
    path: '/chat/completions',
    query: [...PAGE_QUERY, 'model', 'metadata'],
    deployments: false,
    response: pageOf(STORED_COMPLETION),
  },
  {
    id: 'chat.completions.retrieve',
    method: 'GET',
    path: STORED,
    query: [],
    deployments: false,
    response: STORED_COMPLETION,
  },
  {
    id: 'chat.completions.update',
    method: 'POST',
    path: STORED,
    query: [],
    deployments: false,
    request: { only: ['object'], fields: { metadata: FREE } },
    response: STORED_COMPLETION,
  },
  {
    id: 'chat.completions.delete',
    method: 'DELETE',
    path: STORED,
    query: [],
    deployments: false,
    response: deleted('chat.completion.deleted'),
  },
  {
    id: 'chat.completions.messages.list',
    method: 'GET',
    path: `${STORED}/messages`,
    query: PAGE_QUERY,
    deployments: false,
    response: pageOf(STORED_MESSAGE),
  },
];
