import type OpenAI from 'openai';
import type { OperationFacts } from '../facts/read-facts.ts';
import { type ClientMethod, callMethod } from './client-methods.ts';

/** A request of one operation. */
export interface OperationCall {
  readonly operation: OperationFacts;
  /** The values of the path's parameters, in order. */
  readonly parameters: readonly string[];
  /** `application/json` or `multipart/form-data`; without one there is no body. */
  readonly contentType: string | undefined;
  readonly body: unknown;
  /** Without `?`. */
  readonly query?: Readonly<Record<string, unknown>>;
}

/** The client's own methods, by the requests they make. */
export type MethodsByRoute = ReadonlyMap<string, ClientMethod>;

/** As `ClientMethod.route`. */
function routeOf({ method, path, query }: OperationFacts): string {
  return `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}${query === '' ? '' : `?${query}`}`;
}

/** Makes a call by the client's method where it has one that sends such a body, and by `client.request` where not. */
export function callOperation(client: OpenAI, methods: MethodsByRoute, call: OperationCall): Promise<Response> {
  const { operation, contentType, body, query, parameters } = call;
  const method = methods.get(routeOf(operation));
  const forms = operation.request.has('multipart/form-data');
  const sends = contentType === undefined || !forms || contentType === 'multipart/form-data';
  if (method !== undefined && sends && (body === undefined || isRecord(body)))
    return callMethod(client, method, { parameters, params: body ?? query }).asResponse();
  return client
    .request({
      method: operation.method.toLowerCase() as 'get',
      path: pathOf(call),
      ...(query === undefined ? {} : { query: { ...query } }),
      ...(body === undefined ? {} : { body }),
    })
    .asResponse();
}

function pathOf({ operation, parameters }: OperationCall): string {
  const values = [...parameters];
  const path = operation.path.replaceAll(/\{\w+\}/g, () => values.shift() ?? '');
  return operation.query === '' ? path : `${path}?${operation.query}`;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
