import { EMBEDDED, FLAG, ID, listOf, MODEL, NUMBER, object, oneOf, TEXT, TOOL_NAME } from '../shape.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { BOTH_WAYS, deletion, OWN_FIELDS, pageOf, stored } from './stored-object.ts';

const SESSION = stored(['chatkit.session'], {
  chatkit_configuration: object({
    automatic_thread_titling: object({ enabled: FLAG }),
    file_upload: object({ enabled: FLAG, max_file_size: NUMBER, max_files: NUMBER }),
    history: object({ enabled: FLAG, recent_threads: NUMBER }),
  }),
  client_secret: ID,
  expires_at: NUMBER,
  max_requests_per_1_minute: NUMBER,
  rate_limits: object({ max_requests_per_1_minute: NUMBER }),
  status: oneOf('active', 'expired', 'cancelled'),
  user: TEXT,
  workflow: object({ id: ID, state_variables: OWN_FIELDS, tracing: object({ enabled: FLAG }), version: ID }),
});

const THREAD = stored(['chatkit.thread'], {
  items: pageOf(OWN_FIELDS),
  status: object({ type: oneOf('active', 'locked', 'closed'), reason: TEXT }),
  title: TEXT,
  user: TEXT,
});

const ANNOTATION = object({
  type: oneOf('file', 'url'),
  source: object({ type: oneOf('file', 'url'), filename: TEXT, url: TEXT }),
});

const TASK_KIND = oneOf('custom', 'thought');

const ITEM = stored(['chatkit.thread_item'], {
  arguments: { ...EMBEDDED, tool: 'arguments' },
  attachments: listOf(object({ id: ID, mime_type: TEXT, name: TEXT, preview_url: TEXT, type: oneOf('image', 'file') })),
  call_id: ID,
  content: listOf(
    object({ type: oneOf('input_text', 'quoted_text', 'output_text'), text: TEXT, annotations: listOf(ANNOTATION) }),
  ),
  heading: TEXT,
  inference_options: object({ model: MODEL, tool_choice: object({ id: TOOL_NAME }) }),
  name: { ...TOOL_NAME, tool: 'name' },
  output: TEXT,
  status: oneOf('in_progress', 'completed'),
  summary: TEXT,
  task_type: TASK_KIND,
  tasks: listOf(object({ heading: TEXT, summary: TEXT, type: TASK_KIND })),
  thread_id: ID,
  type: oneOf(
    'chatkit.user_message',
    'chatkit.assistant_message',
    'chatkit.widget',
    'chatkit.client_tool_call',
    'chatkit.task',
    'chatkit.task_group',
  ),
  widget: TEXT,
});

const THREADS = '/chatkit/threads';

/** The ChatKit family (beta), as far as a server has to do with it: a session itself is refused. */
export const CHATKIT: readonly OperationEntry[] = [
  row({ id: 'chatkit.sessions.cancel', call: 'POST /chatkit/sessions/{session_id}/cancel', response: SESSION }),
  row({
    id: 'chatkit.threads.list',
    call: `GET ${THREADS}`,
    query: [...BOTH_WAYS, 'user'],
    response: pageOf(THREAD),
  }),
  row({ id: 'chatkit.threads.retrieve', call: `GET ${THREADS}/{thread_id}`, response: THREAD }),
  row({
    id: 'chatkit.threads.delete',
    call: `DELETE ${THREADS}/{thread_id}`,
    response: deletion('chatkit.thread.deleted'),
  }),
  row({
    id: 'chatkit.threads.items',
    call: `GET ${THREADS}/{thread_id}/items`,
    query: BOTH_WAYS,
    response: pageOf(ITEM),
  }),
];
