import { FLAG, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT, TEXTS } from '../../shape.ts';
import type { OperationEntry } from '../operation-entry.ts';
import { row } from '../row.ts';
import { ASKED_MODEL, whole } from '../stored-object.ts';

const TRUNCATING: Readonly<Record<string, Shape>> = { truncate: FLAG, truncation_direction: oneOf('left', 'right') };

const EMBED_REQUEST = whole({
  ...TRUNCATING,
  inputs: TEXTS,
  normalize: FLAG,
  prompt_name: TEXT,
  dimensions: NUMBER,
});

/** Vectors, of texts or of their tokens. */
const VECTORS: Shape = { only: ['array'], items: { only: ['array'], items: { number: 'known', items: NUMBER } } };

const SPARSE: Shape = { only: ['array'], items: listOf(object({ index: NUMBER, value: NUMBER })) };

/** A text, or a pair of them, or several of either. */
const PREDICTED: Shape = {
  only: ['string', 'array'],
  input: true,
  items: { only: ['string', 'array'], input: true, items: { only: ['string', 'array'], input: true, items: TEXT } },
};

const LABEL = object({ label: TEXT, score: NUMBER });

const INFO = whole({
  model_id: MODEL,
  max_input_length: NUMBER,
  max_batch_tokens: NUMBER,
  max_concurrent_requests: NUMBER,
  max_client_batch_size: NUMBER,
});

const KEPT: Readonly<Record<string, Shape>> = { model: ASKED_MODEL, keep_alive: { number: 'known' }, options: {} };

const MEASURED: Readonly<Record<string, Shape>> = {
  model: MODEL,
  total_duration: NUMBER,
  load_duration: NUMBER,
  prompt_eval_count: NUMBER,
};

/** Embeddings and labels as Text Embeddings Inference (TEI 1.x) serves them beside OpenAI's form, and embeddings as Ollama does. */
export const EMBEDDING: readonly OperationEntry[] = [
  row({ id: 'embed.create', call: 'POST /embed', request: EMBED_REQUEST, response: VECTORS }),
  row({ id: 'embed_all.create', call: 'POST /embed_all', request: EMBED_REQUEST, response: VECTORS }),
  row({ id: 'embed_sparse.create', call: 'POST /embed_sparse', request: EMBED_REQUEST, response: SPARSE }),
  row({
    id: 'similarity.create',
    call: 'POST /similarity',
    request: whole({
      inputs: object({ source_sentence: { ...TEXT, input: true }, sentences: TEXTS }),
      parameters: object({ ...TRUNCATING, prompt_name: TEXT }),
    }),
    response: { only: ['array'], items: NUMBER },
  }),
  row({
    id: 'predict.create',
    call: 'POST /predict',
    request: whole({ ...TRUNCATING, inputs: PREDICTED, raw_scores: FLAG }),
    response: { only: ['array'], items: { ...LABEL, items: LABEL } },
  }),
  row({ id: 'info.retrieve', call: 'GET /info', response: INFO }),
  row({
    id: 'api.embed.create',
    call: 'POST /api/embed',
    request: whole({ ...KEPT, input: TEXTS, truncate: FLAG, dimensions: NUMBER }),
    response: whole({ ...MEASURED, embeddings: VECTORS }),
  }),
];
