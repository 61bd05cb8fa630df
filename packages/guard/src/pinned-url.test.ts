import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pinUrl, readCompanionUrl } from './pinned-url.ts';

const BASE = 'https://api.openai.com/v1';

describe('pinUrl', () => {
  it('gives the path and query below the base URL', () => {
    expect(pinUrl(`${BASE}/embeddings?api-version=1`, BASE)).toEqual({ path: '/embeddings', query: 'api-version=1' });
    expect(pinUrl(`${BASE}/embeddings`, `${BASE}/`)).toEqual({ path: '/embeddings', query: '' });
  });

  it.each([
    ['another origin', 'https://evil.example/v1/embeddings'],
    ['another scheme', 'http://api.openai.com/v1/embeddings'],
    ['another port', 'https://api.openai.com:8443/v1/embeddings'],
    ['a user in the authority', 'https://api.openai.com@evil.example/v1/embeddings'],
    ['a user before the right host', 'https://x@api.openai.com/v1/embeddings'],
    ['a path beside the base', 'https://api.openai.com/v2/embeddings'],
    ['a prefix that is not a segment', 'https://api.openai.com/v1x/embeddings'],
    ['no URL at all', 'embeddings'],
    ['a data URL', 'data:,'],
  ])('refuses %s', (_, target) => {
    expect(() => pinUrl(target, BASE)).toThrow(expect.objectContaining({ code: 'origin_not_allowed' }));
  });

  it.each(['/a/../embeddings', '/%2e%2e/embeddings', '/embeddings%2f', '//embeddings', '/./embeddings', '/a\\b'])(
    'refuses %s, which two servers might read differently',
    (path) => {
      expect(() => pinUrl(`${BASE}${path}`, BASE)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^(path_invalid|origin_not_allowed)$/) }),
      );
    },
  );

  it('takes a base URL as the application wrote it: only what is below it must be canonical', () => {
    const base = 'https://res.openai.azure.com//openai';
    expect(pinUrl(`${base}/deployments/notes/embeddings`, base)).toEqual({
      path: '/deployments/notes/embeddings',
      query: '',
    });
    expect(() => pinUrl(`${base}//embeddings`, base)).toThrow(expect.objectContaining({ code: 'path_invalid' }));
    expect(() => pinUrl(`${base}/../openai/embeddings`, base)).toThrow();
  });

  it('lets through nothing whose origin is not the base’s', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (target) => {
        fc.pre(new URL(target).origin !== 'https://api.openai.com');
        expect(() => pinUrl(target, BASE)).toThrow();
      }),
    );
  });
});

describe('readCompanionUrl', () => {
  it('takes https, and http to loopback', () => {
    expect(readCompanionUrl('https://sallyport.example/x').href).toBe('https://sallyport.example/x');
    expect(readCompanionUrl('http://127.0.0.1:8787').port).toBe('8787');
  });

  it.each([
    'http://sallyport.example',
    'https://u:p@sallyport.example',
    'https://sallyport.example?x=1',
    'nonsense',
    '',
  ])('refuses %s', (text) => {
    expect(() => readCompanionUrl(text)).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });
});
