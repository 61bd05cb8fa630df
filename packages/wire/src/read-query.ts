import { type Operation, SallyportError } from '@sallyport/core';
import { matchOf } from './api.ts';
import { QUERY_RULES, type QueryRule } from './query-rules.ts';
import type { Structure } from './string-rule.ts';
import type { TextLeaf } from './text-document.ts';

/** `name`, `name[]` or `name[key]`. */
const NAME = /^([A-Za-z][\w-]{0,31})(?:\[([^[\]]{0,64})\])?$/;

/** Names under which some clients put their key or token into a query, where logs keep it. */
const OF_SECRETS: ReadonlySet<string> = new Set(['key', 'apikey', 'accesstoken', 'token', 'authtoken', 'xgoogapikey']);

/** One parameter, and what is to be searched in it. */
interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly leaves: readonly TextLeaf[];
}

/**
 * The query of a call (without `?`), rebuilt: the parameters in their order, each as its rule allows (RFC 3986 §3.4, the WHATWG form
 * encoding). Raises `query_not_allowed` for a name the operation does not have, one that stands twice and is no list, and a value
 * of another form; `token_in_url` for a name that means a secret; `stream_unsupported` without the parameter the operation needs.
 */
export function rebuildQuery(operation: Operation, query: string): string {
  const needed = matchOf(operation)?.entry.needs;
  if (needed !== undefined && !new URLSearchParams(query).has(needed)) throw new SallyportError('stream_unsupported');
  if (query === '') return '';
  return new URLSearchParams(parametersOf(operation, query).map(({ name, value }) => [name, value])).toString();
}

/**
 * The leaves of a query, all of role `structure`, for a query cannot be rewritten: ids, models' names, and the values and keys of
 * filters. Raises as `rebuildQuery` does.
 */
export function queryLeaves(operation: Operation, query: string): readonly TextLeaf[] {
  return query === '' ? [] : parametersOf(operation, query).flatMap(({ leaves }) => leaves);
}

function parametersOf(operation: Operation, query: string): readonly Parameter[] {
  const seen = new Set<string>();
  return [...new URLSearchParams(query)].map(([name, value]) => {
    const parameter = parameterOf(operation, name, value);
    if (parameter === undefined || seen.has(name)) {
      throw new SallyportError(isOfSecret(name) ? 'token_in_url' : 'query_not_allowed');
    }
    if (!isList(name)) seen.add(name);
    return parameter;
  });
}

function parameterOf(operation: Operation, name: string, value: string): Parameter | undefined {
  const [, field, key] = NAME.exec(name) ?? [];
  const own = matchOf(operation)?.entry.queryRules;
  const allowed = field !== undefined && operation.query.includes(field);
  const rule = allowed ? (own?.get(field) ?? QUERY_RULES.get(field)) : undefined;
  if (field === undefined || rule === undefined || !fits(rule, key)) return undefined;
  const verdict = rule.value(value);
  if (verdict === 'refuse') return undefined;
  const searched =
    verdict === 'skip' ? [] : [leafOf(typeof verdict === 'object' ? verdict : { structure: value }, key || field)];
  return {
    name,
    value,
    leaves: rule.form === 'keyed' ? [leafOf({ structure: key ?? '' }, field), ...searched] : searched,
  };
}

function fits({ form }: QueryRule, key: string | undefined): boolean {
  if (form === 'keyed') return key !== undefined && key !== '';
  return key === undefined || (form === 'list' && key === '');
}

function isList(name: string): boolean {
  return QUERY_RULES.get(name.replace('[]', ''))?.form === 'list';
}

function leafOf({ structure: text, prose }: Structure, field: string): TextLeaf {
  return { text, field, role: 'structure', ...(prose === undefined ? {} : { prose }) };
}

function isOfSecret(name: string): boolean {
  return OF_SECRETS.has(name.toLowerCase().replace(/[^a-z]/g, ''));
}
