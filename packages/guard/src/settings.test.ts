import { describe, expect, it } from 'vitest';
import { guardFetch } from './guard-fetch.ts';
import { completeSettings, type Environment } from './settings.ts';

const tokenSource = { getToken: () => Promise.reject(new Error('never asked')) };
const ENVIRONMENT: Environment = {
  SALLYPORT_URL: 'https://sallyport.example',
  SALLYPORT_OIDC_ISSUER: 'https://idp.example',
  SALLYPORT_OIDC_CLIENT_ID: 'notes-app',
  SALLYPORT_OIDC_CLIENT_SECRET: 'a secret of nobody',
};

describe('completeSettings', () => {
  it('takes from the environment what the settings leave out', () => {
    const settings = completeSettings({}, ENVIRONMENT);
    expect(settings).toMatchObject({ companion: 'https://sallyport.example', connection: 'openai' });
    expect(settings.tokenSource.getToken).toBeTypeOf('function');
    expect(JSON.stringify(settings)).not.toContain('secret of nobody');
    expect(completeSettings({}, { ...ENVIRONMENT, SALLYPORT_CONNECTION: 'azure' }).connection).toBe('azure');
  });

  it('prefers the settings, and then needs no environment', () => {
    const onCall = () => undefined;
    const given = { companion: 'https://other.example', connection: 'azure', tokenSource, onCall, maxDepth: 8 };
    expect(completeSettings(given, {})).toEqual(given);
    expect(completeSettings(given, { ...ENVIRONMENT, SALLYPORT_CONNECTION: 'x' })).toEqual(given);
  });

  it.each(Object.keys(ENVIRONMENT))('names %s when it is missing or empty', (name) => {
    for (const value of [undefined, '']) {
      expect(() => completeSettings({}, { ...ENVIRONMENT, [name]: value })).toThrow(
        expect.objectContaining({ code: 'config_invalid', place: name }),
      );
    }
  });
});

describe('guardFetch', () => {
  it.each([
    'http://sallyport.example',
    'ftp://127.0.0.1',
    'https://user@sallyport.example',
    'https://s.example/?x=1',
    'nowhere',
  ])('does not start with a companion at %s', (companion) => {
    const options = { companion, connection: 'openai', tokenSource, baseUrl: 'https://api.openai.com/v1' };
    expect(() => guardFetch(fetch, options)).toThrow(
      expect.objectContaining({ code: 'config_invalid', place: 'companion' }),
    );
  });
});
