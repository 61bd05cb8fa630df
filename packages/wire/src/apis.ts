import type { ConnectionKind } from '@sallyport/core';
import { type Api, createApi } from './api.ts';
import { BEDROCK, BEDROCK_REFUSED } from './operations/bedrock.ts';
import { REFUSAL_CODES, REFUSED_OPERATIONS } from './operations/refused/refused-operations.ts';
import { OPERATION_TABLE } from './operations/table.ts';

/** OpenAI's API, which Azure and many servers speak too. */
export const OPENAI_API: Api = createApi(
  OPERATION_TABLE,
  REFUSED_OPERATIONS.map(({ method, path, reason }) => ({ method, path, code: REFUSAL_CODES[reason] })),
);

/** Amazon Bedrock Runtime. */
const BEDROCK_API: Api = createApi(BEDROCK, BEDROCK_REFUSED);

/** An API without operations: of a kind of connection whose operations are declared by configuration. */
const NONE: Api = createApi([]);

const BY_KIND: Readonly<Record<ConnectionKind, Api>> = Object.freeze({
  openai: OPENAI_API,
  'azure-openai': OPENAI_API,
  'openai-compatible': OPENAI_API,
  anthropic: NONE,
  bedrock: BEDROCK_API,
  vertex: NONE,
  http: NONE,
});

/** The API that a kind of connection speaks; without operations for `http`, whose operations the configuration declares. */
export function apiOfKind(kind: ConnectionKind): Api {
  return BY_KIND[kind];
}
