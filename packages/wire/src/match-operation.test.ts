import { describe, expect, it } from 'vitest';
import { hasBody, matchOperation, OPERATIONS } from './match-operation.ts';
import { OPERATION_TABLE } from './operations/table.ts';

const DEPLOYED = OPERATION_TABLE.filter(({ deployments }) => deployments);

/** A path with a value for each of its parameters. */
const example = (path: string) => path.replaceAll(/\{(\w+)\}/g, 'x-$1.2');

describe('matchOperation', () => {
  it('knows each operation of the table, and rebuilds the path', () => {
    expect(OPERATIONS.map(({ id, method, path }) => [id, method, path])).toEqual(
      OPERATION_TABLE.map(({ id, method, path }) => [id, method, path]),
    );
    for (const operation of OPERATIONS) {
      const path = example(operation.path);
      expect(matchOperation(operation.method, path)).toEqual({ ...operation, path });
    }
  });

  it('gives an operation without parameters as it is', () => {
    for (const operation of OPERATIONS.filter(({ path }) => !path.includes('{'))) {
      expect(matchOperation(operation.method, operation.path)).toBe(operation);
    }
  });

  it('knows what Azure serves below deployments, and rebuilds the path', () => {
    expect(DEPLOYED.map(({ path }) => path)).toEqual([
      '/embeddings',
      '/chat/completions',
      '/completions',
      '/models',
      '/responses',
      '/batches',
      '/images/generations',
      '/images/edits',
      '/audio/speech',
      '/audio/transcriptions',
      '/audio/translations',
    ]);
    for (const { id, method, path, query } of DEPLOYED) {
      expect(matchOperation(method, `/deployments/gpt-4o_eu.1${path}`)).toEqual({
        id,
        method,
        path: `/deployments/gpt-4o_eu.1${path}`,
        query: [...query, 'api-version'],
      });
    }
  });

  it.each([
    ['GET', '/models/ft:gpt-4o-mini-2024-07-18:acme:notes:Zk3b', 'models.retrieve'],
    ['DELETE', '/models/ft:gpt-4o-mini-2024-07-18:acme::Zk3b:ckpt-step-90', 'models.delete'],
    ['POST', '/fine_tuning/checkpoints/ft:gpt-4o:acme::Zk/permissions', 'fine_tuning.permissions.create'],
    ['GET', `/files/${'a'.repeat(128)}`, 'files.retrieve'],
    // A fixed segment goes before a parameter
    ['POST', '/threads/runs', 'threads.create_and_run'],
    ['GET', '/videos/characters/content', 'videos.characters.retrieve'],
  ])('knows %s %s', (method, path, id) => {
    expect(matchOperation(method, path)).toMatchObject({ id, path });
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
    ['GET', '/embeddings'],
    ['post', '/embeddings'],
    ['POST', '/models'],
    ['GET', '/models/'],
    ['GET', '/models/..'],
    ['GET', '/models/.'],
    ['GET', '/models/ft%3Agpt-4o'],
    ['GET', '/models/meta/llama'],
    ['GET', '/models/{model}/'],
    ['GET', '/models/{model}'],
    ['GET', `/files/${'a'.repeat(129)}`],
    ['GET', '/files/a b'],
    ['GET', '/files/a/../content'],
    ['GET', '/__proto__'],
    ['GET', '/constructor'],
    ['GET', '/organization/users'],
    ['POST', '/realtime/sessions'],
    ['POST', ''],
    ['POST', '/'],
    ['POST', '/deployments//embeddings'],
    ['POST', '/deployments/./embeddings'],
    ['POST', '/deployments/../embeddings'],
    ['POST', '/deployments/a%2Fb/embeddings'],
    ['POST', '/deployments/a b/embeddings'],
    ['POST', '/deployments/a:b/embeddings'],
    ['POST', '/deployments/{deployment}/embeddings'],
    ['POST', `/deployments/${'a'.repeat(65)}/embeddings`],
    ['POST', '/deployments/a/deployments/b/embeddings'],
    ['POST', '/deployments/a/threads'],
    ['POST', '/deployments/a'],
  ])('refuses %s %s', (method, path) => {
    expect(matchOperation(method, path)).toBeUndefined();
  });

  it('knows which have a body', () => {
    const bodied = OPERATION_TABLE.map(({ request, form }) => request !== undefined || form !== undefined);
    expect(OPERATIONS.map(hasBody)).toEqual(bodied);
    const known = (method: string, path: string) => hasBody(matchOperation(method, path) as never);
    expect(known('POST', '/embeddings')).toBe(true);
    expect(known('POST', '/files')).toBe(true);
    expect(known('GET', '/models')).toBe(false);
    expect(known('POST', '/batches/batch-1/cancel')).toBe(false);
  });
});
