import type { Operation } from '@sallyport/core';
import type { OperationEntry } from './operations/operation-entry.ts';
import { OPERATION_TABLE } from './operations/table.ts';
import { fillPath, type Route, RouteMap } from './route-map.ts';

const DEPLOYMENT = '/deployments/{deployment}';

/** What Azure adds to every query. */
const API_VERSION = 'api-version';

/** An operation on one of its paths. */
interface Served {
  readonly entry: OperationEntry;
  readonly operation: Operation;
}

/** A path that matched, with the segments the caller chose, by name. */
export interface RouteMatch extends Served {
  readonly parameters: ReadonlyMap<string, string>;
}

const PLAIN: readonly Route<Served>[] = OPERATION_TABLE.map((entry) => serve(entry, entry.path));

const ROUTES = new RouteMap<Served>([
  ...PLAIN,
  ...OPERATION_TABLE.filter(({ deployments }) => deployments).map((entry) => serve(entry, DEPLOYMENT + entry.path)),
]);

const WITH_BODY: ReadonlySet<string> = new Set(
  OPERATION_TABLE.filter(({ request, form }) => request !== undefined || form !== undefined).map(({ id }) => id),
);

/** Every operation of this release, in its plain form. */
export const OPERATIONS: readonly Operation[] = Object.freeze(PLAIN.map(({ value }) => value.operation));

/**
 * The operation a method and a path below the base URL (without query) call, its path rebuilt, or `undefined`.
 * Only the canonical form matches: no trailing slash, escape, doubled slash or other case. A parameter is 1 to 128 of
 * `A-Za-z0-9._:-`; the colon of a tuned model's name stands as it is, as openai-node writes it. Azure's form,
 * `/deployments/{deployment}/…`, is the same operation.
 */
export function matchOperation(method: string, path: string): Operation | undefined {
  return matchRoute(method, path)?.operation;
}

/** As `matchOperation`, with the row of the table and the path's parameters. */
export function matchRoute(method: string, path: string): RouteMatch | undefined {
  const found = ROUTES.find(method, path);
  if (found === undefined) return undefined;
  const { value, parameters } = found;
  if (parameters.size === 0) return { ...value, parameters };
  const operation = Object.freeze({ ...value.operation, path: fillPath(found.path, parameters) });
  return { entry: value.entry, operation, parameters };
}

/** Tells whether an operation's request has a body. */
export function hasBody(operation: Operation): boolean {
  return WITH_BODY.has(operation.id);
}

function serve(entry: OperationEntry, path: string): Route<Served> {
  const query = Object.freeze([...entry.query, API_VERSION]);
  const operation = Object.freeze({ id: entry.id, method: entry.method, path, query });
  return { method: entry.method, path, value: { entry, operation } };
}
