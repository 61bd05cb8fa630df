import { inspect } from 'node:util';
import { SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { identityUnavailable } from './remedy.ts';

const SAID = 'AADSTS7000215: Invalid client secret a1b2c3 for app notes-app, Alma Quillonby';

describe('identityUnavailable', () => {
  it.each([
    ['openid-client', { error: 'invalid_client', error_description: SAID }, /check its id and its credential/],
    ['MSAL', Object.assign(new Error(SAID), { errorCode: 'invalid_grant' }), /fresh token/],
    ['a network', Object.assign(new TypeError('fetch failed'), { cause: new Error(SAID) }), /could not be reached/],
    ['nobody knows what', SAID, /could not be reached/],
    ['a name of the language', { error: 'constructor' }, /check how the client is set up/],
  ])('says what to do about an error of %s, and repeats nothing', (_, cause, remedy) => {
    const error = identityUnavailable(cause);
    expect(error).toMatchObject({ code: 'identity_unavailable', place: expect.stringMatching(remedy) });
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/AADSTS|a1b2c3|Quillonby/);
  });

  it('leaves an error of our own as it is', () => {
    const error = new SallyportError('cancelled');
    expect(identityUnavailable(error)).toBe(error);
  });
});
