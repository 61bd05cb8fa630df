import { SallyportError } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTarget as readTargetOf } from './target.ts';

const readTarget = (url: string) => readTargetOf(url, { escapes: (connection) => connection === 'bedrock' });

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
    [
      '/c/bedrock/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.a-v1%3A0/converse-stream',
      {
        connection: 'bedrock',
        path: '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.a-v1%3A0/converse-stream',
        query: '',
      },
    ],
    ['/c/bedrock/v1/model/a%3A0/invoke', { connection: 'bedrock', path: '/model/a%3A0/invoke', query: '' }],
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
    '/c/openai/model/a%3A0/converse',
    '/c/bedrock/model/a%3a0/converse',
    '/c/bedrock/model/a%2f0/converse',
    '/c/bedrock/model/a%2e%2e/converse',
    '/c/bedrock/model/%2e%2e%2Fa/converse',
    '/c/bedrock/model/..%2F..%2Fa/converse',
    '/c/bedrock/model/a%2F.%2Fb/converse',
    '/c/bedrock/model/a%2F%2Fb/converse',
    '/c/bedrock/model/%2Fa/converse',
    '/c/bedrock/model/a%2F/converse',
    '/c/bedrock/model/a%253A0/converse',
    '/c/bedrock/model/a%3A0/b%3A0',
    '/c/bedrock/model%2Fa/converse',
    '/c/bedrock/model/a/b%3A0/converse',
    '/c/bedrock/async-invoke/a%3A0',
    '/c/bed%3Arock/model/a/converse',
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

  const rests = fc.string({ unit: fc.constantFrom(...'/c.%2e\\:;?#v1a-_~ @', '%3A', '%2F', '/converse', 'model/') });

  it('gives only paths that the URL standard would leave as they are', () => {
    fc.assert(
      fc.property(fc.constantFrom('openai', 'bedrock', 'bedrock/model'), rests, (connection, rest) => {
        let path: string;
        try {
          path = readTarget(`/c/${connection}/${rest}`).path;
        } catch {
          return;
        }
        expect(new URL(`http://upstream.example/base${path}`).pathname).toBe(`/base${path}`);
        expect(decodeURIComponent(path)).not.toMatch(/\/\.{0,2}(?:\/|$)/);
        expect(path.replaceAll(/%3A|%2F/g, '')).not.toContain('%');
        if (connection === 'openai') expect(path).not.toContain('%');
      }),
      { numRuns: 2000 },
    );
  });
});
