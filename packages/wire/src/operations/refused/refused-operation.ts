import type { HttpMethod } from '@sallyport/core';

/** Why an operation of the API is refused, whoever asks. */
export type RefusalReason = 'administration' | 'realtime' | 'webhooks' | 'agents' | 'direct_access' | 'archive';

/** An operation of the API that Sallyport knows and refuses. */
export interface RefusedOperation {
  /** `resource.verb`, after its path. */
  readonly id: string;
  readonly method: HttpMethod;
  readonly path: string;
  readonly reason: RefusalReason;
}

/** The operations of a list, a path on each line after the methods it is refused for: `GET POST /organization/users`. */
export function refused(reason: RefusalReason, list: string): readonly RefusedOperation[] {
  return list
    .split('\n')
    .map((line) => line.trim().split(' '))
    .flatMap((line) => {
      const path = line.at(-1) ?? '';
      const methods = line.slice(0, -1) as HttpMethod[];
      return methods.map((method) => Object.freeze({ id: idOf(method, path, methods), method, path, reason }));
    });
}

function idOf(method: HttpMethod, path: string, methods: readonly HttpMethod[]): string {
  const segments = path.split('/').slice(1);
  const words = segments.filter((segment) => !segment.startsWith('{'));
  const last = segments.at(-1) ?? '';
  const one = last.startsWith('{');
  const many = !one && /(?:s|storage)$/.test(last);
  if (method === 'DELETE') return [...words, 'delete'].join('.');
  if (method === 'GET') return [...words, many ? 'list' : 'retrieve'].join('.');
  if (one) return [...words, 'update'].join('.');
  // Of a path that is only posted to, such as `…/archive`, the last word is the verb
  return many || methods.length > 1 ? [...words, 'create'].join('.') : words.join('.');
}
