import { FREE, listOf, MODEL, NUMBER, object, oneOf } from '../shape.ts';
import { fullDate } from '../string-rule.ts';
import type { OperationEntry } from './operation-entry.ts';

const LISTED_MODEL = object({
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
});

/** The models family. */
export const MODELS: readonly OperationEntry[] = [
  {
    id: 'models.list',
    method: 'GET',
    path: '/models',
    query: [],
    deployments: true,
    response: { only: ['object'], fields: { object: oneOf('list'), data: listOf(LISTED_MODEL) } },
  },
];
