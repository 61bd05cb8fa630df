import { type Api, createApi } from '../api.ts';
import type { OperationEntry } from '../operations/operation-entry.ts';
import type { QueryRule } from '../query-rules.ts';
import type { Shape } from '../shape.ts';
import type { DeclaredOperation } from './declared-operation.ts';
import { pointerShape, undeclared } from './pointer-shape.ts';

/** What the id of every declared operation begins with, so that it is none of a provider's. */
const PREFIX = 'http.';

/** The longest value of a parameter, in UTF-16 code units. */
const MAX_VALUE = 512;

const PARAMETER: QueryRule = { value: (value) => (value.length > MAX_VALUE ? 'refuse' : undeclared(value)) };

/**
 * The API of an endpoint whose operations are declared. A declared text is read and rewritten both ways; every other string of request,
 * answer, path and query is structure: searched, and an identifier in it refuses the call. Its errors are text throughout.
 */
export function declaredApi(operations: readonly DeclaredOperation[]): Api {
  return createApi(operations.map(entryOf));
}

function entryOf({ id, method, path, query = [], text = [], answer = {} }: DeclaredOperation): OperationEntry {
  const request: Shape = pointerShape(text);
  return Object.freeze({
    id: `${PREFIX}${id}`,
    method,
    path,
    query,
    queryRules: new Map(query.map((name) => [name, PARAMETER])),
    deployments: false,
    ...(method === 'GET' || method === 'DELETE' ? {} : { request }),
    response: pointerShape(answer.text ?? []),
  });
}
