import type { Operation } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, operationAt } from './fixtures/bodies.ts';
import { OPERATION_TABLE } from './operations/table.ts';
import { QUERY_RULES } from './query-rules.ts';
import { queryLeaves, rebuildQuery } from './read-query.ts';

const JOBS = operationAt('/fine_tuning/jobs', 'GET');
const STEPS = operationAt('/threads/thread_1/runs/run_1/steps', 'GET');
const CHATKIT = operationAt('/chatkit/threads', 'GET');
const VIDEO = operationAt('/videos/video_1/content', 'GET');
const MODELS = operationAt('/models', 'GET');

/** An operation with every parameter there is. */
const ANY: Operation = { id: 'any.list', method: 'GET', path: '/any', query: [...QUERY_RULES.keys()] };

const decoded = (operation: Operation, query: string) => [...new URLSearchParams(rebuildQuery(operation, query))];

describe('rebuildQuery', () => {
  it.each([
    ['limit=20&after=step_abc123&order=desc', STEPS],
    ['include%5B%5D=step_details.tool_calls%5B*%5D.file_search.results%5B*%5D.content', STEPS],
    ['metadata%5Bclinic%5D=north+wing&limit=5', JOBS],
    ['api-version=2024-10-21', JOBS],
    ['api-version=preview&user=u-17', CHATKIT],
    ['variant=thumbnail', VIDEO],
    ['', MODELS],
  ])('passes %s', (query, operation) => {
    expect(rebuildQuery(operation, query)).toBe(query);
  });

  it('keeps a list in its order, with what stands twice', () => {
    const query = 'include[]=logprobs&limit=2&include[]=a.b&include[]=logprobs&include=c';
    expect(decoded(ANY, query)).toEqual([
      ['include[]', 'logprobs'],
      ['limit', '2'],
      ['include[]', 'a.b'],
      ['include[]', 'logprobs'],
      ['include', 'c'],
    ]);
  });

  it.each([
    'x=1',
    'LIMIT=1',
    'limit',
    'limit=',
    'limit=ten',
    'limit=1234567',
    'limit=-1',
    'limit=1&limit=2',
    'limit[]=1',
    'order=up',
    'after=Alma%20Fernhollow',
    `after=${'a'.repeat(129)}`,
    'after=4481234',
    'after[x]=a',
    'include=Alma Fernhollow',
    'include[0]=a',
    'include[]=Alma',
    'metadata=a',
    'metadata[]=a',
    'metadata[a][b]=c',
    'metadata[a]=b&metadata[a]=c',
    `metadata[a]=${'b'.repeat(513)}`,
    `metadata[${'a'.repeat(65)}]=b`,
    'model=gpt 4',
    'beta=yes',
    'stream=1',
    'api-version=1',
    'api-version=078-05-1120',
    'purpose=4481234',
    '__proto__=1',
    'constructor=1',
    '%FF=1',
  ])('refuses %s', (query) => {
    expect(codeOf(() => rebuildQuery(ANY, query))).toBe('query_not_allowed');
    expect(codeOf(() => queryLeaves(ANY, query))).toBe('query_not_allowed');
  });

  it('refuses a parameter that the operation does not have', () => {
    for (const query of ['metadata[a]=b', 'after=a', 'limit=1']) {
      expect(codeOf(() => rebuildQuery(MODELS, query))).toBe('query_not_allowed');
    }
  });

  it('gives a query that it gives again, or refuses', () => {
    const name = fc.oneof(fc.constantFrom(...ANY.query), fc.constantFrom('include[]', 'metadata[a b]'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
        const query = new URLSearchParams(pairs).toString();
        if (codeOf(() => rebuildQuery(ANY, query)) !== 'none') return;
        const rebuilt = rebuildQuery(ANY, query);
        expect([...new URLSearchParams(rebuilt)]).toEqual(pairs);
        expect(rebuildQuery(ANY, rebuilt)).toBe(rebuilt);
      }),
    );
  });
});

describe('queryLeaves', () => {
  it('gives what a caller could write an identifier into', () => {
    const query =
      'metadata[patient]=Alma Fernhollow&after=MRN-4481234&user=alma&name=notes&limit=100000&order=asc&include[]=logprobs&include[]=alma';
    expect(queryLeaves(ANY, query)).toEqual([
      { text: 'patient', field: 'metadata', role: 'structure' },
      { text: 'Alma Fernhollow', field: 'patient', role: 'structure' },
      { text: 'MRN-4481234', field: 'after', role: 'structure' },
      { text: 'alma', field: 'user', role: 'structure' },
      { text: 'notes', field: 'name', role: 'structure' },
      { text: 'alma', field: 'include', role: 'structure' },
    ]);
  });

  it("shows a model's name without its release date", () => {
    expect(queryLeaves(ANY, 'model=gpt-4o-2024-08-06')).toEqual([]);
    expect(queryLeaves(ANY, 'model=ft:gpt-4o-2024-08-06:acme::Zk')).toEqual([
      { text: 'ft:gpt-4o:acme::Zk', field: 'model', role: 'structure' },
    ]);
  });

  it('has a rule for every parameter of the table', () => {
    const named = new Set(OPERATION_TABLE.flatMap(({ query }) => query));
    expect([...named].filter((name) => !QUERY_RULES.has(name))).toEqual([]);
  });
});
