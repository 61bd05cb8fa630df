import type { Operation } from '@sallyport/core';
import type { OperationEntry } from './operations/operation-entry.ts';
import { OPERATION_TABLE } from './operations/table.ts';

/** A segment the caller chooses. Dots alone would climb the path, RFC 3986 §5.2.4. */
const PARAMETER = /^(?!\.+$)[A-Za-z0-9._-]{1,64}$/;

const DEPLOYMENT = '/deployments/{deployment}';

/** One path on which an operation is served. */
interface Route {
  readonly entry: OperationEntry;
  readonly operation: Operation;
  readonly segments: readonly string[];
}

/** A path that matched, with the segments the caller chose, by name. */
export interface RouteMatch {
  readonly entry: OperationEntry;
  readonly operation: Operation;
  readonly parameters: ReadonlyMap<string, string>;
}

const ROUTES: readonly Route[] = OPERATION_TABLE.flatMap((entry) => {
  const plain = route(entry, { path: entry.path, query: entry.query });
  if (!entry.deployments) return [plain];
  return [plain, route(entry, { path: DEPLOYMENT + entry.path, query: [...entry.query, 'api-version'] })];
});

/** Every operation of this release, in its plain form. */
export const OPERATIONS: readonly Operation[] = Object.freeze(
  ROUTES.filter(({ entry, operation }) => operation.path === entry.path).map(({ operation }) => operation),
);

/**
 * The operation a method and a path below the base URL (without query) call, its path rebuilt, or `undefined`.
 * Only the canonical form matches: no trailing slash, escape, doubled slash or other case. Azure's form,
 * `/deployments/{deployment}/…`, is the same operation and may also carry `api-version`.
 */
export function matchOperation(method: string, path: string): Operation | undefined {
  return matchRoute(method, path)?.operation;
}

/** As `matchOperation`, with the row of the table and the path's parameters. */
export function matchRoute(method: string, path: string): RouteMatch | undefined {
  const segments = path.split('/');
  for (const { entry, operation, segments: template } of ROUTES) {
    const parameters = operation.method === method ? matchSegments(template, segments) : undefined;
    if (parameters === undefined) continue;
    if (parameters.size === 0) return { entry, operation, parameters };
    return { entry, operation: Object.freeze({ ...operation, path: rebuild(template, parameters) }), parameters };
  }
  return undefined;
}

/** Tells whether an operation's request has a body. */
export function hasBody(operation: Operation): boolean {
  return OPERATION_TABLE.some(
    ({ id, request, form }) => id === operation.id && (request !== undefined || form !== undefined),
  );
}

function route(entry: OperationEntry, place: Pick<Operation, 'path' | 'query'>): Route {
  const operation = Object.freeze({ id: entry.id, method: entry.method, ...place, query: Object.freeze(place.query) });
  return { entry, operation, segments: place.path.split('/') };
}

function matchSegments(template: readonly string[], segments: readonly string[]): Map<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [index, expected] of template.entries()) {
    const segment = segments[index] ?? '';
    if (segment === expected && !isParameter(expected)) continue;
    if (!isParameter(expected) || !PARAMETER.test(segment)) return undefined;
    parameters.set(expected.slice(1, -1), segment);
  }
  return parameters;
}

function rebuild(template: readonly string[], parameters: ReadonlyMap<string, string>): string {
  return template.map((part) => (isParameter(part) ? (parameters.get(part.slice(1, -1)) ?? '') : part)).join('/');
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}
