import { describe, expect, it } from 'vitest';
import { hasBody, matchOperation, OPERATIONS } from './match-operation.ts';
import { OPERATION_TABLE } from './operations/table.ts';

describe('matchOperation', () => {
  it('knows the operations of this release', () => {
    expect(OPERATIONS.map(({ id, method, path, query }) => [id, method, path, query])).toEqual(
      expect.arrayContaining([
        ['embeddings.create', 'POST', '/embeddings', []],
        ['chat.completions.create', 'POST', '/chat/completions', []],
        ['completions.create', 'POST', '/completions', []],
        ['models.list', 'GET', '/models', []],
      ]),
    );
    for (const operation of OPERATIONS) {
      const path = operation.path.replaceAll(/\{(\w+)\}/g, '$1');
      expect(matchOperation(operation.method, path)).toEqual({ ...operation, path });
    }
    expect(new Set(OPERATIONS.map(({ id }) => id)).size).toBe(OPERATIONS.length);
  });

  it('knows those of Azure below its deployments, and rebuilds the path', () => {
    const served = OPERATION_TABLE.filter(({ deployments }) => deployments);
    expect(served.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['embeddings.create', 'chat.completions.create', 'completions.create', 'models.list']),
    );
    for (const { id, method, path, query } of served) {
      expect(matchOperation(method, `/deployments/gpt-4o_eu.1${path}`)).toEqual({
        id,
        method,
        path: `/deployments/gpt-4o_eu.1${path}`,
        query: [...query, 'api-version'],
      });
    }
  });

  it.each([
    ['POST', '/embeddings/'],
    ['POST', '//embeddings'],
    ['POST', 'embeddings'],
    ['POST', '/Embeddings'],
    ['POST', '/embeddings?x=1'],
    ['POST', '/embeddings#x'],
    ['POST', '/%65mbeddings'],
    ['POST', '/chat%2Fcompletions'],
    ['POST', '/chat/./completions'],
    ['POST', '/x/../embeddings'],
    ['PUT', '/chat/completions/chatcmpl-1'],
    ['POST', '/chat/completions/chatcmpl-1/'],
    ['POST', '/chat/completions/..'],
    ['GET', '/embeddings'],
    ['post', '/embeddings'],
    ['POST', '/models'],
    ['GET', '/models/gpt-4o'],
    ['PUT', '/responses'],
    ['POST', ''],
    ['POST', '/'],
    ['POST', '/deployments//embeddings'],
    ['POST', '/deployments/./embeddings'],
    ['POST', '/deployments/../embeddings'],
    ['POST', '/deployments/a%2Fb/embeddings'],
    ['POST', '/deployments/a b/embeddings'],
    ['POST', '/deployments/{deployment}/embeddings'],
    ['POST', `/deployments/${'a'.repeat(65)}/embeddings`],
    ['POST', '/deployments/a/deployments/b/embeddings'],
    ['POST', '/deployments/a'],
  ])('refuses %s %s', (method, path) => {
    expect(matchOperation(method, path)).toBeUndefined();
  });

  it('knows which have a body', () => {
    const named = (id: string) => OPERATIONS.filter((operation) => operation.id === id).map(hasBody);
    expect(['embeddings.create', 'completions.create', 'responses.create'].flatMap(named)).toEqual([true, true, true]);
    expect(['models.list', 'responses.retrieve', 'responses.cancel'].flatMap(named)).toEqual([false, false, false]);
  });
});
