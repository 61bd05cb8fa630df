import type { ErrorCode, Operation } from '@sallyport/core';
import type { OperationEntry } from './operations/operation-entry.ts';
import { fillPath, type Route, RouteMap } from './route-map.ts';

const DEPLOYMENT = '/deployments/{deployment}';

/** An operation on one of its paths. */
interface Served {
  readonly entry: OperationEntry;
  readonly operation: Operation;
}

/** A path that matched, with the segments the caller chose, by name. */
export interface RouteMatch extends Served {
  readonly parameters: ReadonlyMap<string, string>;
}

/** An operation that is refused by name, and why. */
export interface NamedRefusal {
  readonly method: Operation['method'];
  readonly path: string;
  readonly code: ErrorCode;
}

/** One provider's API: the operations of it that Sallyport can read, and those it refuses by name. Made by `createApi` alone. */
export interface Api {
  /** Every operation, in its plain form. */
  readonly operations: readonly Operation[];
  /** The operation of a method and a path below the base URL, see `matchOperation`. */
  match(method: string, path: string): Operation | undefined;
  /** Why an operation is refused by name; see `refusalOf`. */
  refusalOf(method: string, path: string): ErrorCode | undefined;
}

/** Which row serves an operation that was matched. Nobody else can make an operation that is in here. */
const MATCHES = new WeakMap<Operation, RouteMatch>();

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/** What an API has beside its operations. */
export interface ApiParts {
  /** Default: none. */
  readonly refused?: readonly NamedRefusal[];
  /** Query parameters that every operation takes. Default: none. */
  readonly query?: readonly string[];
  /** Versions of the API that clients put before a path, which are part of the base URL and taken off: `/v1beta`. Default: none. */
  readonly versions?: readonly string[];
}

/** Makes an API of its table of operations and of those it refuses by name. */
export function createApi(
  table: readonly OperationEntry[],
  { refused = [], query = [], versions = [] }: ApiParts = {},
): Api {
  const serve = (entry: OperationEntry, path: string) => servedAt(entry, { path, query: [...entry.query, ...query] });
  const plain = table.map((entry) => serve(entry, entry.path));
  const deployed = table.filter(({ deployments }) => deployments).map((entry) => serve(entry, DEPLOYMENT + entry.path));
  const routes = new RouteMap<Served>([...plain, ...deployed]);
  const refusals = new RouteMap<ErrorCode>(refused.map(({ method, path, code }) => ({ method, path, value: code })));
  return Object.freeze({
    operations: Object.freeze(plain.map(({ value }) => value.operation)),
    match: (method: string, path: string) => match(routes, method, below(versions, path)),
    refusalOf: (method: string, path: string) => refusals.find(method, below(versions, path))?.value,
  });
}

/** The row an operation is served by, and the parameters of its path; `undefined` of an operation that no API matched. */
export function matchOf(operation: Operation): RouteMatch | undefined {
  return MATCHES.get(operation);
}

function match(routes: RouteMap<Served>, method: string, path: string): Operation | undefined {
  const found = routes.find(method, path);
  if (found === undefined) return undefined;
  const { value, parameters } = found;
  if (parameters.size === 0) return value.operation;
  const operation = Object.freeze({ ...value.operation, path: fillPath(found.path, parameters) });
  MATCHES.set(operation, { entry: value.entry, operation, parameters });
  return operation;
}

function below(versions: readonly string[], path: string): string {
  const version = versions.find((one) => path.startsWith(`${one}/`));
  return version === undefined ? path : path.slice(version.length);
}

interface Place {
  readonly path: string;
  readonly query: readonly string[];
}

function servedAt(entry: OperationEntry, { path, query }: Place): Route<Served> {
  const operation = Object.freeze({ id: entry.id, method: entry.method, path, query: Object.freeze(query) });
  MATCHES.set(operation, { entry, operation, parameters: NO_PARAMETERS });
  return { method: entry.method, path, value: { entry, operation } };
}
