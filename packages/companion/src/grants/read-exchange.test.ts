import { isSallyportError, SallyportError, utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConnectionConfig } from '../config/index.ts';
import { readExchange } from './read-exchange.ts';

const ROOT = 'https://sallyport.example';
const connections = new Map(['openai', 'other'].map((name) => [name, { name } as ConnectionConfig]));
const read = (text: string) => readExchange(utf8(text), { connections, root: ROOT });
const TYPES = 'urn:ietf:params:oauth:token-type:';
const FORM = {
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token: 'header.payload.signature',
  subject_token_type: `${TYPES}access_token`,
  audience: 'openai',
};
const readForm = (more: Readonly<Record<string, string>>) => read(new URLSearchParams({ ...FORM, ...more }).toString());
const details = (...actions: readonly string[]) => JSON.stringify([{ type: 'sallyport_call', actions }]);

describe('the requests of RFC 8693, their targets replaced', () => {
  it('§2.3, figure 1, with a resource', () => {
    const text = `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange
&resource=https%3A%2F%2Fsallyport.example%2Fc%2Fopenai
&subject_token=accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC
&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token`;
    expect(read(text.replaceAll('\n', ''))).toEqual({
      connection: { name: 'openai' },
      subjectToken: { token: 'accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC', type: 'access_token' },
      issuedType: 'access_token',
    });
  });

  it('appendix A.1.1, impersonation, with an audience', () => {
    const text = `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange
&audience=openai&subject_token=eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0.e30.c2ln
&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Ajwt`;
    expect(read(text.replaceAll('\n', ''))).toMatchObject({ subjectToken: { type: 'jwt' } });
  });

  it('appendix A.2.1, delegation, with an actor', () => {
    const text = `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange
&audience=openai&subject_token=eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0.e30.c2ln
&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Ajwt
&actor_token=eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0.e30.YWN0
&actor_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Ajwt`;
    expect(read(text.replaceAll('\n', ''))).toMatchObject({
      actorToken: { token: 'eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0.e30.YWN0', type: 'jwt' },
    });
  });
});

describe('readExchange', () => {
  it.each(['jwt', 'access_token', 'id_token', 'saml2'])('takes a subject token of type %s', (type) => {
    expect(readForm({ subject_token_type: TYPES + type }).subjectToken.type).toBe(type);
  });

  it.each(['access_token', 'jwt'] as const)('gives a grant as %s', (type) => {
    expect(readForm({ requested_token_type: TYPES + type }).issuedType).toBe(type);
  });

  it('narrows to what scope and details have in common, and says so in both', () => {
    const scope = 'embeddings.create models.list';
    expect(readForm({ scope }).scope).toEqual(['embeddings.create', 'models.list']);
    expect(readForm({ authorization_details: details('models.list', 'files.list') })).toMatchObject({
      scope: ['models.list', 'files.list'],
      authorizationDetails: [{ locations: [`${ROOT}/c/openai`], actions: ['models.list', 'files.list'] }],
    });
    expect(readForm({ scope, authorization_details: details('models.list', 'files.list') })).toMatchObject({
      scope: ['models.list'],
      authorizationDetails: [{ type: 'sallyport_call', actions: ['models.list'] }],
    });
  });

  it.each([
    ['request_invalid', { actor_token: 'x' }],
    ['request_invalid', { actor_token_type: `${TYPES}jwt` }],
    ['request_invalid', { actor_token: 'x', actor_token_type: `${TYPES}refresh_token` }],
    ['request_invalid', { subject_token: '' }],
    ['request_invalid', { subject_token_type: '' }],
    ['request_invalid', { subject_token_type: 'jwt' }],
    ['request_invalid', { subject_token_type: `${TYPES}saml1` }],
    ['request_invalid', { requested_token_type: `${TYPES}id_token` }],
    ['request_invalid', { requested_token_type: `${TYPES}saml2` }],
    ['request_invalid', { client_secret: 'x' }],
    ['request_invalid', { client_id: 'ä' }],
    ['request_invalid', { client_id: 'x'.repeat(513) }],
    ['grant_type_unsupported', { grant_type: 'refresh_token' }],
    ['scope_invalid', { scope: 'embeddings.create  models.list' }],
    ['scope_invalid', { scope: 'embeddings' }],
    ['scope_invalid', { scope: `${'a.b '.repeat(64)}a.b` }],
    ['scope_invalid', { scope: `a.${'b'.repeat(65)}` }],
    ['scope_invalid', { scope: 'models.list', authorization_details: details('files.list') }],
    ['authorization_details_invalid', { authorization_details: '{}' }],
    ['target_invalid', { resource: `${ROOT}/c/other` }],
    ['target_invalid', { resource: 'https://elsewhere.example/c/openai' }],
    ['connection_unknown', { audience: 'nowhere' }],
  ] as const)('raises %s for %j', (code, more) => {
    expect(() => readForm(more)).toThrow(new SallyportError(code));
  });

  it('holds the locations of details to the same connection', () => {
    const at = (location: string) =>
      JSON.stringify([{ type: 'sallyport_call', locations: [location], actions: ['models.list'] }]);
    expect(readForm({ audience: '', authorization_details: at(`${ROOT}/c/other/v1`) }).connection.name).toBe('other');
    expect(() => readForm({ authorization_details: at(`${ROOT}/c/other`) })).toThrow(
      new SallyportError('target_invalid'),
    );
  });

  it('reads any bytes to an order or to one of its errors', () => {
    const names = fc.constantFrom(
      ...Object.keys(FORM),
      'resource',
      'scope',
      'authorization_details',
      'actor_token',
      'x',
    );
    const pairs = fc.array(fc.tuple(names, fc.oneof(fc.string(), fc.constantFrom(...Object.values(FORM)))));
    fc.assert(
      fc.property(
        fc.oneof(
          pairs.map((all) => utf8(new URLSearchParams([...all]).toString())),
          fc.uint8Array(),
        ),
        (body) => {
          try {
            readExchange(body, { connections, root: ROOT });
          } catch (error) {
            expect(isSallyportError(error)).toBe(true);
          }
        },
      ),
    );
  });
});
