import { describe, expect, it } from 'vitest';
import type { Environment } from './environment.ts';
import { environmentTokenSource } from './environment-token-source.ts';

const OIDC: Environment = {
  SALLYPORT_OIDC_ISSUER: 'https://idp.example',
  SALLYPORT_OIDC_CLIENT_ID: 'notes-app',
  SALLYPORT_OIDC_CLIENT_SECRET: 'a secret of nobody',
};
const GITHUB: Environment = {
  SALLYPORT_GITHUB_AUDIENCE: 'sallyport',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://runner.example/idtoken',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of nobody',
};

describe('environmentTokenSource', () => {
  it.each<[string, Environment]>([
    ['OIDC client credentials', OIDC],
    ['a token file', { SALLYPORT_TOKEN_FILE: '/var/run/secrets/tokens/sallyport' }],
    ['GitHub Actions', GITHUB],
    ['a managed identity', { SALLYPORT_MANAGED_IDENTITY: 'api://companion' }],
  ])('takes %s', (_, environment) => {
    expect(environmentTokenSource(environment).getToken).toBeTypeOf('function');
  });

  it.each<[Environment, string]>([
    [{}, 'SALLYPORT_OIDC_ISSUER'],
    [{ ...OIDC, SALLYPORT_OIDC_CLIENT_ID: '' }, 'SALLYPORT_OIDC_CLIENT_ID'],
    [{ SALLYPORT_GITHUB_AUDIENCE: 'sallyport' }, 'ACTIONS_ID_TOKEN_REQUEST_URL'],
    [{ ...GITHUB, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://runner.example' }, 'requestUrl'],
    [{ ...OIDC, SALLYPORT_TOKEN_FILE: '/token' }, 'SALLYPORT_TOKEN_FILE and SALLYPORT_OIDC_ISSUER'],
  ])('refuses %j, naming %s', (environment, place) => {
    expect(() => environmentTokenSource(environment)).toThrow(
      expect.objectContaining({ code: 'config_invalid', place }),
    );
  });

  it('reads the file that it was told of', async () => {
    const source = environmentTokenSource({ SALLYPORT_TOKEN_FILE: '/nowhere/token' });
    await expect(source.getToken()).rejects.toMatchObject({ place: expect.stringContaining('token file') });
  });
});
