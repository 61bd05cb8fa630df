import type { ConnectionKind } from '@sallyport/core';
import { type Api, type ApiParts, createApi, type NamedRefusal } from './api.ts';
import { ANTHROPIC_REFUSED } from './operations/anthropic/refused.ts';
import { ANTHROPIC_TABLE } from './operations/anthropic/table.ts';
import { BEDROCK, BEDROCK_REFUSED } from './operations/bedrock.ts';
import { COMPATIBLE_TABLE } from './operations/compatible/table.ts';
import { GOOGLE_REFUSED } from './operations/google/refused.ts';
import { GOOGLE_TABLE } from './operations/google/table.ts';
import type { RefusedOperation } from './operations/refused/refused-operation.ts';
import { REFUSAL_CODES, REFUSED_OPERATIONS } from './operations/refused/refused-operations.ts';
import { OPERATION_TABLE } from './operations/table.ts';

const OPENAI: ApiParts = {
  refused: namedRefusals(REFUSED_OPERATIONS),
  // What Azure adds to every query
  query: ['api-version'],
};

/** OpenAI's API, which Azure speaks too. */
export const OPENAI_API: Api = createApi(OPERATION_TABLE, OPENAI);

/** The same, with what servers that speak it have beside it. */
const COMPATIBLE_API: Api = createApi([...OPERATION_TABLE, ...COMPATIBLE_TABLE], OPENAI);

/** Anthropic's own API. */
const ANTHROPIC_API: Api = createApi(ANTHROPIC_TABLE, { refused: namedRefusals(ANTHROPIC_REFUSED) });

/** Google's Vertex AI, and the Gemini API, whose bodies are the same. */
const VERTEX_API: Api = createApi(GOOGLE_TABLE, {
  refused: namedRefusals(GOOGLE_REFUSED),
  versions: ['/v1beta', '/v1beta1', '/v1alpha'],
});

/** Amazon Bedrock Runtime. */
const BEDROCK_API: Api = createApi(BEDROCK, { refused: BEDROCK_REFUSED });

/** An API without operations: of a kind of connection whose operations are declared by configuration. */
const NONE: Api = createApi([]);

const BY_KIND: Readonly<Record<ConnectionKind, Api>> = Object.freeze({
  openai: OPENAI_API,
  'azure-openai': OPENAI_API,
  'openai-compatible': COMPATIBLE_API,
  anthropic: ANTHROPIC_API,
  bedrock: BEDROCK_API,
  vertex: VERTEX_API,
  http: NONE,
});

/** The API that a kind of connection speaks; without operations for `http`, whose operations the configuration declares. */
export function apiOfKind(kind: ConnectionKind): Api {
  return BY_KIND[kind];
}

function namedRefusals(refused: readonly RefusedOperation[]): readonly NamedRefusal[] {
  return refused.map(({ method, path, reason }) => ({ method, path, code: REFUSAL_CODES[reason] }));
}
