import { NUMBER, object, oneOf, type Shape } from '../shape.ts';
import { TOOL_RESOURCES } from './assistant-tools.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { BOTH_WAYS, deletion, OWN_FIELDS, pageOf, stored, whole } from './stored-object.ts';
import { THREAD_MESSAGE, WRITTEN_MESSAGE, WRITTEN_MESSAGES } from './thread-message.ts';

/** A thread as it is stored. */
export const THREAD = stored(['thread'], { metadata: OWN_FIELDS, tool_resources: TOOL_RESOURCES });

const CHANGED: Readonly<Record<string, Shape>> = { metadata: OWN_FIELDS, tool_resources: TOOL_RESOURCES };

/** The fields of a thread that is made. */
export const NEW_THREAD: Readonly<Record<string, Shape>> = { ...CHANGED, messages: WRITTEN_MESSAGES };

/** How much of a thread a run looks at. */
export const TRUNCATION = object({ type: oneOf('auto', 'last_messages'), last_messages: NUMBER });

const MESSAGES = '/threads/{thread_id}/messages';
const MESSAGE = `${MESSAGES}/{message_id}` as const;

/** Threads and their messages (beta). */
export const THREADS: readonly OperationEntry[] = [
  row({ id: 'threads.create', call: 'POST /threads', request: whole(NEW_THREAD), response: THREAD }),
  row({ id: 'threads.retrieve', call: 'GET /threads/{thread_id}', response: THREAD }),
  row({ id: 'threads.update', call: 'POST /threads/{thread_id}', request: whole(CHANGED), response: THREAD }),
  row({ id: 'threads.delete', call: 'DELETE /threads/{thread_id}', response: deletion('thread.deleted') }),
  row({
    id: 'threads.messages.list',
    call: `GET ${MESSAGES}`,
    query: [...BOTH_WAYS, 'run_id'],
    response: pageOf(THREAD_MESSAGE),
  }),
  row({
    id: 'threads.messages.create',
    call: `POST ${MESSAGES}`,
    request: { ...whole(WRITTEN_MESSAGE), input: true },
    response: THREAD_MESSAGE,
  }),
  row({ id: 'threads.messages.retrieve', call: `GET ${MESSAGE}`, response: THREAD_MESSAGE }),
  row({
    id: 'threads.messages.update',
    call: `POST ${MESSAGE}`,
    request: whole({ metadata: OWN_FIELDS }),
    response: THREAD_MESSAGE,
  }),
  row({ id: 'threads.messages.delete', call: `DELETE ${MESSAGE}`, response: deletion('thread.message.deleted') }),
];
