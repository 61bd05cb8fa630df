import { MODEL, NUMBER, oneOf, type Shape, TEXT } from '../shape.ts';
import { ASSISTANT_FORMAT, ASSISTANT_TOOLS, TOOL_RESOURCES } from './assistant-tools.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { ASKED_MODEL, BOTH_WAYS, deletion, OWN_FIELDS, pageOf, stored, whole } from './stored-object.ts';

const CHOSEN: Readonly<Record<string, Shape>> = {
  description: TEXT,
  instructions: TEXT,
  metadata: OWN_FIELDS,
  name: TEXT,
  response_format: ASSISTANT_FORMAT,
  temperature: NUMBER,
  tool_resources: TOOL_RESOURCES,
  tools: ASSISTANT_TOOLS,
  top_p: NUMBER,
};

const ASSISTANT = stored(['assistant'], { ...CHOSEN, model: MODEL });

const REQUEST = whole({
  ...CHOSEN,
  model: ASKED_MODEL,
  reasoning_effort: oneOf('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'),
});

/** The assistants family (beta). */
export const ASSISTANTS: readonly OperationEntry[] = [
  row({ id: 'assistants.list', call: 'GET /assistants', query: BOTH_WAYS, response: pageOf(ASSISTANT) }),
  row({ id: 'assistants.create', call: 'POST /assistants', request: REQUEST, response: ASSISTANT }),
  row({ id: 'assistants.retrieve', call: 'GET /assistants/{assistant_id}', response: ASSISTANT }),
  row({ id: 'assistants.update', call: 'POST /assistants/{assistant_id}', request: REQUEST, response: ASSISTANT }),
  row({
    id: 'assistants.delete',
    call: 'DELETE /assistants/{assistant_id}',
    response: deletion('assistant.deleted'),
  }),
];
