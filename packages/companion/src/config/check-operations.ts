import type { DeclaredOperation } from '@sallyport/wire';
import type { ConnectionConfig } from './connection-config.ts';
import { type Fault, firstOf } from './fault.ts';

/** One segment: fixed, or a parameter. */
const SEGMENT = /^(?:(?!\.+$)[A-Za-z0-9._-]{1,128}|\{[a-z][a-z0-9_]{0,31}\})$/;

/** Names under which some clients put their token into a query, where logs keep it. */
const OF_SECRETS = /^(?:key|api_?key|(?:access|auth)?_?token|secret|password)$/i;

/** Finds what is wrong with the declared operations of a connection. Paths are below it: `['operations', 0, 'path']`. */
export function checkOperations({ kind, operations }: ConnectionConfig): Fault | undefined {
  if (kind !== 'http') {
    return operations === undefined ? undefined : fault(['operations'], 'is only for a connection whose kind is http');
  }
  if (operations === undefined) return fault([], 'must have operations, because its kind is http');
  const ids = new Set<string>();
  const routes = new Set<string>();
  return firstOf(operations, (one, at) => checkOne(one, { at, ids, routes }));
}

interface Seen {
  readonly at: number;
  readonly ids: Set<string>;
  readonly routes: Set<string>;
}

function checkOne(one: DeclaredOperation, { at, ids, routes }: Seen): Fault | undefined {
  const of = (keys: Fault['path'], message: string) => fault(['operations', at, ...keys], message);
  const { id, method, path, query = [], text, answer } = one;
  if (ids.has(id)) return of(['id'], 'must be unique');
  ids.add(id);
  if (!isCanonical(path)) return of(['path'], 'must be a path of plain segments and different {parameters}');
  const route = `${method} ${path.replace(/\{\w+\}/g, '{}')}`;
  if (routes.has(route)) return of(['path'], 'must not be the path of another operation with the same method');
  routes.add(route);
  if (text !== undefined && (method === 'GET' || method === 'DELETE')) {
    return of(['text'], 'is only for a method that has a body');
  }
  if (query.some((name) => OF_SECRETS.test(name))) return of(['query'], 'must not name a token or key');
  const steps = [...(text ?? []), ...(answer?.text ?? [])].flatMap((pointer) => pointer.split('/').slice(1));
  return steps.some((step) => /^\d+$/.test(step)) ? of([], 'must have * for an index of a list') : undefined;
}

/** The leading `/v1` of a client's path is taken off, so none may begin with it. */
function isCanonical(path: string): boolean {
  const [first, ...segments] = path.split('/');
  const parameters = segments.filter((segment) => segment.startsWith('{'));
  const plain = first === '' && segments.length > 0 && segments.every((segment) => SEGMENT.test(segment));
  return plain && new Set(parameters).size === parameters.length && !path.startsWith('/v1/');
}

function fault(path: Fault['path'], message: string): Fault {
  return { path, message };
}
