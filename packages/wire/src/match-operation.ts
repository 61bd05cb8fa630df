import type { Operation } from '@sallyport/core';
import { type Api, matchOf } from './api.ts';
import { OPENAI_API } from './apis.ts';

/** Every operation of OpenAI's API in this release, in its plain form. */
export const OPERATIONS: readonly Operation[] = OPENAI_API.operations;

/**
 * The operation a method and a path below the base URL (without query) call, its path rebuilt, or `undefined`.
 * Only the canonical form matches: no trailing slash, escape, doubled slash or other case. A parameter is 1 to 128 of
 * `A-Za-z0-9._:@-`; the colon of a tuned model's name stands as it is, as openai-node writes it. Azure's form,
 * `/deployments/{deployment}/…`, is the same operation. `api` is whose operation it is; default OpenAI's.
 */
export function matchOperation(method: string, path: string, api: Api = OPENAI_API): Operation | undefined {
  return api.match(method, path);
}

/** Tells whether an operation's request has a body. */
export function hasBody(operation: Operation): boolean {
  const entry = matchOf(operation)?.entry;
  return entry?.request !== undefined || entry?.form !== undefined;
}
