import { describe, expect, it } from 'vitest';
import type { Environment } from './environment.ts';
import { guardFetch } from './guard-fetch.ts';
import { completeSettings } from './settings.ts';

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
    const given = {
      companion: 'https://other.example',
      connection: 'azure',
      tokenSource,
      onCall,
      maxDepth: 8,
      spoolFolder: '/var/lib/notes/spool',
      trust: '/etc/notes/trust.json',
      dangerouslyAcceptNewLog: true,
    };
    const others = { SALLYPORT_CONNECTION: 'x', SALLYPORT_SPOOL: '/x', SALLYPORT_TRUST: '/x', HOME: '/x' };
    expect(completeSettings(given, {})).toEqual(given);
    expect(completeSettings(given, { ...ENVIRONMENT, ...others })).toEqual(given);
  });

  it.each<[Environment, string | false]>([
    [{ SALLYPORT_SPOOL: '/spool', XDG_STATE_HOME: '/state', HOME: '/home/ada' }, '/spool'],
    [{ SALLYPORT_SPOOL: 'memory', HOME: '/home/ada' }, false],
    [{ SALLYPORT_SPOOL: '', XDG_STATE_HOME: '/state', HOME: '/home/ada' }, '/state/sallyport/spool'],
    [{ XDG_STATE_HOME: 'not/absolute', HOME: '/home/ada' }, '/home/ada/.local/state/sallyport/spool'],
    [{ XDG_STATE_HOME: '', HOME: '', USERPROFILE: '/users/ada' }, '/users/ada/.local/state/sallyport/spool'],
    [{ HOME: 'not/absolute' }, false],
    [{}, false],
  ])('keeps events where the environment %j says, or in memory: %j', (environment, folder) => {
    expect(completeSettings({}, { ...ENVIRONMENT, ...environment }).spoolFolder).toBe(folder);
    expect(completeSettings({ spoolFolder: false }, { ...ENVIRONMENT, ...environment }).spoolFolder).toBe(false);
    expect(completeSettings({ spoolFolder: 'memory' }, { ...ENVIRONMENT, ...environment }).spoolFolder).toBe(false);
  });

  it('takes the keys to believe from the environment', () => {
    expect(completeSettings({}, { ...ENVIRONMENT, SALLYPORT_TRUST: '/etc/trust.json' }).trust).toBe('/etc/trust.json');
    expect(completeSettings({}, { ...ENVIRONMENT, SALLYPORT_TRUST: '' })).not.toHaveProperty('trust');
  });

  it('takes the policy by name from the environment, and no other name', () => {
    const named = (SALLYPORT_POLICY: string) => completeSettings({}, { ...ENVIRONMENT, SALLYPORT_POLICY });
    expect(named('safe-harbor-tokens').policy).toBe('safe-harbor-tokens');
    expect(named('companion').policy).toBe('companion');
    expect(named('')).not.toHaveProperty('policy');
    for (const name of ['safe-harbour', 'constructor', '__proto__']) {
      expect(() => named(name)).toThrow(expect.objectContaining({ code: 'config_invalid', place: 'SALLYPORT_POLICY' }));
    }
    const settings = { policy: 'safe-harbor' } as const;
    expect(completeSettings(settings, { ...ENVIRONMENT, SALLYPORT_POLICY: 'x' }).policy).toBe('safe-harbor');
  });

  it('takes a purpose and how long to wait for people from the environment, and nothing that is neither', () => {
    const variables = { SALLYPORT_PURPOSE: 'treatment', SALLYPORT_REVIEW_TIMEOUT: '90', SALLYPORT_SUBJECT: 'pt-1' };
    const settings = completeSettings({}, { ...ENVIRONMENT, ...variables });
    expect(settings).toMatchObject({ purpose: 'treatment', reviewTimeoutMs: 90_000, subjectOfCare: 'pt-1' });
    expect(completeSettings({}, { ...ENVIRONMENT, SALLYPORT_REVIEW_TIMEOUT: '0' }).reviewTimeoutMs).toBe(0);
    const given = { purpose: 'research', reviewTimeoutMs: 1, subjectOfCare: 'pt-2' } as const;
    expect(completeSettings(given, { ...ENVIRONMENT, ...variables })).toMatchObject(given);
    const empty = completeSettings({}, { ...ENVIRONMENT, SALLYPORT_PURPOSE: '', SALLYPORT_REVIEW_TIMEOUT: '' });
    expect(Object.keys(empty)).not.toEqual(expect.arrayContaining(['purpose']));
    expect(empty).not.toHaveProperty('reviewTimeoutMs');
  });

  it.each([
    ['SALLYPORT_PURPOSE', 'curiosity'],
    ['SALLYPORT_SUBJECT', 'Maria Gonzalez'],
    ['SALLYPORT_REVIEW_TIMEOUT', '15m'],
    ['SALLYPORT_REVIEW_TIMEOUT', '-1'],
    ['SALLYPORT_REVIEW_TIMEOUT', '1.5'],
    ['SALLYPORT_REVIEW_TIMEOUT', '86401'],
    ['SALLYPORT_REVIEW_TIMEOUT', '1e9'],
  ])('names %s when it is %s', (place, value) => {
    expect(() => completeSettings({}, { ...ENVIRONMENT, [place]: value })).toThrow(
      expect.objectContaining({ code: 'config_invalid', place }),
    );
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

  it.each<[string, object]>([
    ['connection', { connection: '../other' }],
    ['connection', { connection: 'Mrs. Example' }],
    ['trust', { trust: '/nowhere/trust.json' }],
    ['spoolFolder', { spoolFolder: '' }],
    ['policy', { policy: 'safe-harbour' }],
    ['purpose', { purpose: 'curiosity' }],
    ['subjectOfCare', { subjectOfCare: 'Maria Gonzalez' }],
    ['reviewTimeoutMs', { reviewTimeoutMs: -1 }],
    ['reviewTimeoutMs', { reviewTimeoutMs: 0.5 }],
    ['reviewTimeoutMs', { reviewTimeoutMs: Number.POSITIVE_INFINITY }],
    ['reviewTimeoutMs', { reviewTimeoutMs: 86_400_001 }],
  ])('does not start with a %s that is none', (place, wrong) => {
    const options = { companion: 'https://s.example', connection: 'openai', tokenSource, baseUrl: 'https://a.example' };
    expect(() => guardFetch(fetch, { ...options, ...wrong })).toThrow(
      expect.objectContaining({ code: 'config_invalid', place }),
    );
  });
});
