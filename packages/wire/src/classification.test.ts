import { ERROR_CATALOGUE } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
// The operations of the API's public description (openai-node 7.5.0), and what the methods of openai-node 7.57 call beside them
import API from './fixtures/api-operations.json' with { type: 'json' };
// What is refused, by reason and resource: a change here is a change of what Sallyport promises
import REFUSED from './fixtures/refused-operations.json' with { type: 'json' };
import { matchOperation, OPERATIONS } from './match-operation.ts';
import { REFUSED_OPERATIONS } from './operations/refused/refused-operations.ts';
import { OPERATION_TABLE } from './operations/table.ts';
import { refusalOf } from './refusal-of.ts';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: string;
}

const callsOf = (paths: Readonly<Record<string, string>>): readonly Call[] =>
  Object.entries(paths).flatMap(([target, methods]) => {
    const [path = '', query = ''] = target.split('?');
    return methods.split(' ').map((method) => ({ method, path, query }));
  });

const DESCRIBED = callsOf(API.described);
const ADDED = callsOf(API.added);
const ALL = [...DESCRIBED, ...ADDED].map((call) => [`${call.method} ${call.path} ${call.query}`.trim(), call] as const);

/** A path with a value for each of its parameters. */
const example = (path: string) => path.replaceAll(/\{(\w+)\}/g, 'x_$1');

describe('every operation of the API', () => {
  it('is listed', () => {
    expect([DESCRIBED.length, ADDED.length, new Map(ALL).size]).toEqual([288, 101, 389]);
  });

  it.each(ALL)('is covered, or refused by name: %s', (_, { method, path, query }) => {
    const operation = matchOperation(method, example(path));
    const refusal = refusalOf(method, example(path));
    if (query !== '') expect(operation?.query).toContain(query.split('=')[0]);
    return expect([operation?.path, refusal].filter((found) => found !== undefined)).toHaveLength(1);
  });

  it('is the only kind of operation there is', () => {
    const plain = (method: string, path: string) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`;
    const listed = new Set(ALL.map(([, { method, path }]) => plain(method, path)));
    const named = [...OPERATION_TABLE, ...REFUSED_OPERATIONS].map(({ method, path }) => plain(method, path));
    expect(named.filter((call) => !listed.has(call))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });
});

describe('what is refused by name', () => {
  const expected = Object.entries(REFUSED).flatMap(([reason, resources]) =>
    Object.entries(resources).flatMap(([resource, verbs]) =>
      verbs.split(' ').map((verb) => `${reason} ${resource}.${verb}`),
    ),
  );

  it('is this list', () => {
    expect(REFUSED_OPERATIONS.map(({ id, reason }) => `${reason} ${id}`).sort()).toEqual(expected.sort());
  });

  it.each([
    ['POST', '/organization/users/user-1', 'operation_administrative'],
    ['GET', '/projects/proj-1/roles', 'operation_administrative'],
    ['POST', '/realtime/calls', 'operation_realtime'],
    ['POST', '/realtime/client_secrets', 'operation_realtime'],
    ['POST', '/live/sessions', 'operation_realtime'],
    ['POST', '/webhook_endpoints', 'operation_webhook'],
    ['POST', '/agents/sessions', 'operation_agent'],
    ['GET', '/vaults/vault-1/credentials', 'operation_agent'],
    ['POST', '/chatkit/sessions', 'operation_direct_access'],
    ['GET', '/skills/skill-1/versions/2/content', 'operation_archive'],
  ])('says why: %s %s', (method, path, code) => {
    expect(refusalOf(method, path)).toBe(code);
    expect(ERROR_CATALOGUE).toHaveProperty(`${code}.status`, 403);
  });

  it.each([
    ['POST', '/embeddings'],
    ['PUT', '/organization/users'],
    ['GET', '/organization/nothing'],
    ['GET', '/organization/users/'],
    ['GET', '/patients'],
  ])('leaves the rest alone: %s %s', (method, path) => {
    expect(refusalOf(method, path)).toBeUndefined();
  });
});

describe('an id', () => {
  it('is one operation, fit for a scope', () => {
    const ids = [...OPERATIONS, ...REFUSED_OPERATIONS].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id } of OPERATIONS) expect(id).toMatch(/^[a-z_]+(?:\.[a-z_]+){1,4}$/);
  });
});
