import { CHAT_REQUEST } from './chat-request.ts';
import { CHAT_RESPONSE } from './chat-response.ts';
import type { OperationEntry } from './operation-entry.ts';

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
  },
];
