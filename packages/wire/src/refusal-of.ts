import type { ErrorCode } from '@sallyport/core';
import type { Api } from './api.ts';
import { OPENAI_API } from './apis.ts';

/**
 * Why the API's operation of a method and a path (below the base URL, without query) is refused by name: `operation_administrative`,
 * `operation_realtime` and so on. `undefined` of an operation that is covered, or that no one has named. Default: OpenAI's API.
 */
export function refusalOf(method: string, path: string, api: Api = OPENAI_API): ErrorCode | undefined {
  return api.refusalOf(method, path);
}
