import { listOf, MODEL, NUMBER, oneOf, type Shape, selfContained } from '../../shape.ts';
import { modelTitle } from '../../string-rule.ts';
import type { OperationEntry } from '../operation-entry.ts';
import { row } from '../row.ts';
import { whole } from '../stored-object.ts';
import { MOMENT, PAGED, pageOf } from './messages.ts';

/** What a model can do: yes or no, by names of the provider's, at every depth. */
const CAPABILITIES = selfContained({ keys: 'known' });

const MODEL_INFO: Shape = whole({
  id: MODEL,
  type: oneOf('model'),
  display_name: { string: modelTitle },
  created_at: MOMENT,
  deprecated_at: MOMENT,
  retires_at: MOMENT,
  lifecycle: oneOf('active', 'deprecated', 'retired'),
  line: oneOf('fable', 'haiku', 'mythos', 'opus', 'sonnet'),
  max_input_tokens: NUMBER,
  max_tokens: NUMBER,
  allowed_fallback_models: listOf(MODEL),
  capabilities: CAPABILITIES,
});

/** The models family. */
export const MODELS: readonly OperationEntry[] = [
  row({ id: 'models.list', call: 'GET /models', query: [...PAGED, 'lifecycle'], response: pageOf(MODEL_INFO) }),
  row({ id: 'models.retrieve', call: 'GET /models/{model_id}', query: ['beta'], response: MODEL_INFO }),
];
