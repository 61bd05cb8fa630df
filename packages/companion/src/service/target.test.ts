import { SallyportError } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTarget } from './target.ts';

describe('readTarget', () => {
  it.each([
    ['/c/openai/v1/embeddings', { connection: 'openai', path: '/embeddings', query: '' }],
    ['/c/openai/embeddings', { connection: 'openai', path: '/embeddings', query: '' }],
    ['/c/openai/v1/v1/embeddings', { connection: 'openai', path: '/v1/embeddings', query: '' }],
    [
      '/c/vertex/v1/publishers/anthropic/models/claude-haiku-4-5@20251001:rawPredict',
      { connection: 'vertex', path: '/publishers/anthropic/models/claude-haiku-4-5@20251001:rawPredict', query: '' },
    ],
    ['/c/ward-1/v1/models?', { connection: 'ward-1', path: '/models', query: '' }],
    [
      '/c/azure/deployments/gpt-4o/embeddings?api-version=2024-10-21',
      {
        connection: 'azure',
        path: '/deployments/gpt-4o/embeddings',
        query: 'api-version=2024-10-21',
      },
    ],
  ])('reads %s', (url, target) => {
    expect(readTarget(url)).toEqual(target);
  });

  it.each([
    '',
    '/',
    '/c',
    '/c//embeddings',
    '/c/openai/v1//embeddings',
    '/c/openai/v1/embeddings/',
    '/c/openai/v1/.',
    '/c/openai/v1/..',
    '/c/openai/../embeddings',
    '/c/openai/v1/%2e%2e/embeddings',
    '/c/openai/v1/embeddings%00',
    '/c/openai/v1/embeddings\n',
    '/c/openai/v1/embeddings#top',
    '/c/openai/v1/embeddings?a=b#top',
    '/c/Openai/v1/embeddings',
    `/c/${'a'.repeat(65)}/embeddings`,
    `/c/openai/${'a'.repeat(513)}`,
    `/c/openai/embeddings?${'a'.repeat(2049)}`,
    'http://sallyport.example/c/openai/v1/embeddings',
    '//sallyport.example/c/openai/v1/embeddings',
  ])('refuses %j', (url) => {
    expect(() => readTarget(url)).toThrow(new SallyportError('path_invalid'));
  });

  it('gives only paths that the URL standard would leave as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'/c.%2e\\:;?#v1a-_~ @') }), (rest) => {
        let path: string;
        try {
          path = readTarget(`/c/openai/${rest}`).path;
        } catch {
          return;
        }
        expect(new URL(`http://upstream.example/base${path}`).pathname).toBe(`/base${path}`);
      }),
    );
  });
});
