import { SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import type { ConnectionConfig } from '../config/index.ts';
import { grantedConnection } from './granted-connection.ts';

const ROOT = 'https://sallyport.example';
const connections = new Map(['openai', 'other'].map((name) => [name, { name } as ConnectionConfig]));
const meant = (urls: readonly string[], audience?: string, root = ROOT) =>
  grantedConnection({ audience, urls }, { connections, root }).name;

describe('grantedConnection', () => {
  it.each([
    [[], 'openai'],
    [[`${ROOT}/c/openai`], undefined],
    [[`${ROOT}/c/openai/v1`], undefined],
    [[`${ROOT}/c/openai/`], 'openai'],
    [['https://SALLYPORT.example:443/c/openai', `${ROOT}/c/openai/v1/`], 'openai'],
  ])('is the one that all of %j and %s mean', (urls, audience) => {
    expect(meant(urls, audience)).toBe('openai');
  });

  it('is below the path of a public URL that has one', () => {
    expect(meant([`${ROOT}/behind/c/openai`], undefined, `${ROOT}/behind`)).toBe('openai');
    for (const path of ['/c/openai', '/behindc/openai', '/behind/behind/c/openai']) {
      expect(() => meant([ROOT + path], undefined, `${ROOT}/behind`)).toThrow(new SallyportError('target_invalid'));
    }
  });

  it.each([
    ['two connections', [`${ROOT}/c/openai`], 'other'],
    ['two connections by URL', [`${ROOT}/c/openai`, `${ROOT}/c/other`], undefined],
    ['a fragment', [`${ROOT}/c/openai#`], 'openai'],
    ['a query', [`${ROOT}/c/openai?x`], 'openai'],
    ['a user', ['https://a@sallyport.example/c/openai'], 'openai'],
    ['another host', ['https://elsewhere.example/c/openai'], 'openai'],
    ['another scheme', ['http://sallyport.example/c/openai'], 'openai'],
    ['another port', [`${ROOT}:8443/c/openai`], 'openai'],
    ['a relative URL', ['/c/openai'], 'openai'],
    ['a name', ['openai'], 'openai'],
    ['no connection', [ROOT], 'openai'],
    ['what is below', [`${ROOT}/c/openai/v1/embeddings`], 'openai'],
    ['an escape', [`${ROOT}/c/open%61i`], 'openai'],
    ['a space', [` ${ROOT}/c/openai`], 'openai'],
    ['too long a URL', [`${ROOT}/c/openai${'/'.repeat(2_048)}`], 'openai'],
  ])('is none for %s', (_, urls, audience) => {
    expect(() => meant(urls, audience)).toThrow(new SallyportError('target_invalid'));
  });

  it.each([
    [[], undefined],
    [[], 'constructor'],
    [[`${ROOT}/c/unknown`], undefined],
    [[`${ROOT}/c/unknown`], 'unknown'],
  ])('is not known for %j and %s', (urls, audience) => {
    expect(() => meant(urls, audience)).toThrow(new SallyportError('connection_unknown'));
  });
});
