import { FLAG, FREE, listOf, MODEL, NUMBER, object, oneOf, type Shape } from '../shape.ts';
import { fullDate } from '../string-rule.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { whole } from './stored-object.ts';

const KNOWN: Readonly<Record<string, Shape>> = {
  id: MODEL,
  object: oneOf('model'),
  created: NUMBER,
  // Providers name themselves; a tuned model's owner may be a person.
  owned_by: oneOf(
    'system',
    'openai',
    'openai-internal',
    'organization-owner',
    'anthropic',
    'google',
    'meta',
    'microsoft',
    'mistralai',
    'cohere',
    'library',
    'vllm',
  ),
  shutdown_date: { string: fullDate },
  // Compatible servers
  root: MODEL,
  parent: MODEL,
  max_model_len: NUMBER,
  permission: listOf(object({ id: FREE, object: oneOf('model_permission'), created: NUMBER })),
};

/** The models family. */
export const MODELS: readonly OperationEntry[] = [
  {
    id: 'models.list',
    method: 'GET',
    path: '/models',
    query: [],
    deployments: true,
    response: { only: ['object'], fields: { object: oneOf('list'), data: listOf(object(KNOWN)) } },
  },
  row({ id: 'models.retrieve', call: 'GET /models/{model}', response: whole(KNOWN) }),
  row({
    id: 'models.delete',
    call: 'DELETE /models/{model}',
    response: whole({ id: MODEL, object: oneOf('model', 'model.deleted'), deleted: FLAG }),
  }),
];
