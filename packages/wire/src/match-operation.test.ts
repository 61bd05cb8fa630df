import { describe, expect, it } from 'vitest';
import { hasBody, matchOperation, OPERATIONS } from './match-operation.ts';
import { OPERATION_TABLE } from './operations/table.ts';

describe('matchOperation', () => {
  it('knows the operations of this release', () => {
    expect(OPERATIONS.map(({ id, method, path, query }) => [id, method, path, query])).toEqual([
      ['embeddings.create', 'POST', '/embeddings', []],
      ['chat.completions.create', 'POST', '/chat/completions', []],
      ['completions.create', 'POST', '/completions', []],
      ['models.list', 'GET', '/models', []],
      ['files.create', 'POST', '/files', []],
      ['files.content', 'GET', '/files/{file_id}/content', []],
      ['uploads.parts.create', 'POST', '/uploads/{upload_id}/parts', []],
    ]);
    for (const operation of OPERATIONS.filter(({ path }) => !path.includes('{'))) {
      expect(matchOperation(operation.method, operation.path)).toBe(operation);
    }
  });

  it("knows each below Azure's deployments, and rebuilds the path", () => {
    for (const { id, method, path } of OPERATION_TABLE.filter(({ deployments }) => deployments)) {
      expect(matchOperation(method, `/deployments/gpt-4o_eu.1${path}`)).toEqual({
        id,
        method,
        path: `/deployments/gpt-4o_eu.1${path}`,
        query: ['api-version'],
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
    ['POST', '/chat/completions/chatcmpl-1'],
    ['GET', '/embeddings'],
    ['post', '/embeddings'],
    ['POST', '/models'],
    ['GET', '/models/gpt-4o'],
    ['POST', '/responses'],
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
    expect(OPERATIONS.map(hasBody)).toEqual([true, true, true, false, true, false, true]);
  });
});
