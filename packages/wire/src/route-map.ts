import type { HttpMethod } from '@sallyport/core';

/** A segment the caller chooses, an id or a model's name, such as `claude-haiku-4-5@20251001`. Dots alone would climb the path, RFC 3986 §5.2.4. */
const PARAMETER = /^(?!\.+$)[A-Za-z0-9._:@-]{1,128}$/;

/** An Azure deployment's name. */
const DEPLOYMENT = /^(?!\.+$)[A-Za-z0-9._-]{1,64}$/;

/** The name of the parameter in which a model of Amazon Bedrock stands: the one that may be escaped. */
const BEDROCK_MODEL = 'modelId';

/** A value that is found by method and path. */
export interface Route<T> {
  readonly method: HttpMethod;
  /** `/threads/{thread_id}` */
  readonly path: string;
  readonly value: T;
}

/** What was found, with the segments that stand for parameters, by name. */
export interface Found<T> {
  readonly value: T;
  /** The path's template. */
  readonly path: string;
  readonly parameters: ReadonlyMap<string, string>;
}

interface Node<T> {
  readonly fixed: Map<string, Node<T>>;
  /** By the verb behind the parameter: `{model}:generateContent`. */
  readonly verbs: Map<string, Node<T>>;
  parameter: Node<T> | undefined;
  route: (Route<T> & { readonly names: readonly string[] }) | undefined;
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/** A segment that stands for a parameter, with what follows it: `{model}`, `{model}:generateContent`. */
const TEMPLATE = /^\{(\w+)\}(?::(\w+))?$/;

/**
 * Finds routes by method and path, in as many steps as the path has segments. A fixed segment goes before a parameter with a verb behind
 * it (`{model}:generateContent`, as Google writes custom methods), that before a plain parameter, and there is no way back from any:
 * `/threads/runs` is never a thread named `runs`.
 */
export class RouteMap<T> {
  readonly #roots = new Map<string, Node<T>>();

  constructor(routes: readonly Route<T>[]) {
    for (const route of routes) this.#add(route);
  }

  /** The route that a method and a path (without query) call, if there is one. Only a canonical path matches. */
  find(method: string, path: string): Found<T> | undefined {
    let node = this.#roots.get(method);
    const values: string[] = [];
    for (const segment of path.split('/')) {
      const fixed = node?.fixed.get(segment);
      const colon = segment.lastIndexOf(':');
      const verb = fixed === undefined && colon > 0 ? node?.verbs.get(segment.slice(colon + 1)) : undefined;
      if (fixed === undefined) values.push(verb === undefined ? segment : segment.slice(0, colon));
      node = fixed ?? verb ?? node?.parameter;
      if (node === undefined) return undefined;
    }
    const route = node?.route;
    if (route === undefined) return undefined;
    const parameters = named(route.names, values);
    return parameters === undefined ? undefined : { value: route.value, path: route.path, parameters };
  }

  #add(route: Route<T>): void {
    let node = this.#roots.get(route.method) ?? emptyNode<T>();
    this.#roots.set(route.method, node);
    const names: string[] = [];
    for (const segment of route.path.split('/')) {
      const [, name, verb] = TEMPLATE.exec(segment) ?? [];
      if (name !== undefined) names.push(name);
      node = nextNode(node, { segment, name, verb });
    }
    node.route = { ...route, names };
  }
}

/** Writes parameters into a path's template. */
export function fillPath(template: string, parameters: ReadonlyMap<string, string>): string {
  return template
    .split('/')
    .map((segment) => {
      const [, name = '', verb] = TEMPLATE.exec(segment) ?? [];
      const value = written(name, parameters);
      return value === undefined ? segment : `${value}${verb === undefined ? '' : `:${verb}`}`;
    })
    .join('/');
}

/** A model's id is escaped as Amazon's clients escape it, RFC 3986 §2.1: `%3A` and `%2F`. No other value has anything to escape. */
function written(name: string | undefined, parameters: ReadonlyMap<string, string>): string | undefined {
  const value = name === undefined ? undefined : parameters.get(name);
  return value === undefined || name !== BEDROCK_MODEL ? value : encodeURIComponent(value);
}

function emptyNode<T>(): Node<T> {
  return { fixed: new Map(), verbs: new Map(), parameter: undefined, route: undefined };
}

interface Step {
  readonly segment: string;
  readonly name: string | undefined;
  readonly verb: string | undefined;
}

/** The node behind a segment of a template, made where there is none yet. */
function nextNode<T>(node: Node<T>, { segment, name, verb }: Step): Node<T> {
  if (name !== undefined && verb === undefined) {
    node.parameter ??= emptyNode<T>();
    return node.parameter;
  }
  const [nodes, key] = name === undefined ? [node.fixed, segment] : [node.verbs, verb ?? ''];
  const next = nodes.get(key) ?? emptyNode<T>();
  nodes.set(key, next);
  return next;
}

function named(names: readonly string[], values: readonly string[]): ReadonlyMap<string, string> | undefined {
  if (names.length === 0) return NO_PARAMETERS;
  const parameters = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    const value = name === BEDROCK_MODEL ? bedrockModel(values[index] ?? '') : values[index];
    if (value === undefined) return undefined;
    if (name !== BEDROCK_MODEL && !(name === 'deployment' ? DEPLOYMENT : PARAMETER).test(value)) return undefined;
    parameters.set(name, value);
  }
  return parameters;
}

/** A model's id, or an Amazon Resource Name of one, whose colons and slashes come escaped or not: in whichever way, they are the same. */
function bedrockModel(segment: string): string | undefined {
  const value = segment.replaceAll('%3A', ':').replaceAll('%2F', '/');
  const parts = value.split('/');
  const fits = parts.every((part) => PARAMETER.test(part)) && parts.length <= (value.startsWith('arn:') ? 3 : 1);
  return fits ? value : undefined;
}
