import type { CallFrame } from './cpu-profile.ts';

/** Waiting for something to do. */
export const IDLE = 'idle';

/** What V8 itself reports as functions. */
const BY_NAME: Readonly<Record<string, string>> = {
  '(garbage collector)': 'garbage collection',
  '(program)': 'native code',
  '(root)': 'native code',
  '(idle)': IDLE,
};

const BY_PLACE: readonly (readonly [RegExp, string])[] = [
  [/\/packages\/phi\//, 'detection'],
  [/\/packages\/wire\//, 'reading JSON'],
  [/\/packages\/ledger\//, 'ledger: events, tree'],
  [/\/packages\/(?:pipeline|policy|core)\//, 'pipeline, policy'],
  [/\/packages\/companion\//, 'companion'],
  [/\/packages\/guard\//, 'guard'],
  [/\/packages\/openai\/|\/node_modules\/openai\//, 'openai client'],
  [/^node:internal\/crypto\/|\/node_modules\/(?:jose|@noble\/[^/]+)\//, 'crypto'],
  [/\/node_modules\/(?:fastify|@fastify\/[^/]+|find-my-way|avvio)\//, 'http: fastify, node'],
  [/\/node_modules\/undici\/|^node:internal\/deps\/undici\//, 'undici'],
  [/\/node_modules\/(?:axios|follow-redirects|form-data)\//, 'delivery of events: axios'],
  [/\/node_modules\/(?:pg|pg-[^/]+|postgres-[^/]+|drizzle-orm)\//, 'postgres'],
  [/\/node_modules\/(?:winston[^/]*|logform|triple-beam|readable-stream|safe-stable-stringify|async)\//, 'logging'],
  [/\/test\/bench\//, 'the bench itself'],
];

/** What time is spent on when no caller tells. */
export const OUTERMOST = 'http: fastify, node';

/**
 * What a function's own time is spent on. Node's own functions, and those that are not JavaScript, give `undefined`: they work
 * for whoever called them.
 */
export function groupOf({ functionName, url }: CallFrame): string | undefined {
  const named = url === '' ? BY_NAME[functionName] : undefined;
  if (named !== undefined) return named;
  const found = BY_PLACE.find(([pattern]) => pattern.test(url));
  if (found !== undefined) return found[1];
  return url === '' || url.startsWith('node:') ? undefined : 'other packages';
}
