import { FLAG, listOf, MODEL, NUMBER, oneOf, type Shape, TEXT } from '../../shape.ts';
import { structure } from '../../string-rule.ts';
import type { OperationEntry } from '../operation-entry.ts';
import { row } from '../row.ts';
import { whole } from '../stored-object.ts';
import { bothWays } from './spelled-both-ways.ts';

const METHODS = oneOf(
  ...['generateContent', 'streamGenerateContent', 'countTokens', 'embedContent', 'batchEmbedContents', 'predict'],
  ...[
    'createCachedContent',
    'batchGenerateContent',
    'asyncBatchEmbedContent',
    'predictLongRunning',
    'bidiGenerateContent',
  ],
);

const MODEL_INFO: Shape = bothWays({
  name: MODEL,
  baseModelId: MODEL,
  version: MODEL,
  displayName: TEXT,
  description: TEXT,
  inputTokenLimit: NUMBER,
  outputTokenLimit: NUMBER,
  supportedGenerationMethods: listOf(METHODS),
  temperature: NUMBER,
  maxTemperature: NUMBER,
  topP: NUMBER,
  topK: NUMBER,
  thinking: FLAG,
});

/** The models of the Gemini API. */
export const MODELS: readonly OperationEntry[] = [
  row({
    id: 'models.list',
    call: 'GET /models',
    query: ['pageSize', 'pageToken'],
    response: whole({ models: listOf(MODEL_INFO), nextPageToken: { string: structure } }),
  }),
  row({ id: 'models.retrieve', call: 'GET /models/{model}', response: { ...MODEL_INFO, only: ['object'] } }),
];
