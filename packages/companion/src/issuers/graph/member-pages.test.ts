import { describe, expect, it } from 'vitest';
import type { IssuerHttp } from '../issuer-http.ts';
import { memberPages } from './member-pages.ts';

const GRAPH = 'https://graph.example/v1.0';

/** Reads two pages, the second of which is where the first says. */
async function readTwo(next: unknown, url = GRAPH) {
  const asked: string[] = [];
  const http: IssuerHttp = async (address) => {
    asked.push(address);
    const body = asked.length === 1 ? { value: ['g1'], '@odata.nextLink': next } : { value: [{ id: 'g2' }] };
    return { status: 200, headers: {}, body };
  };
  const groups = await memberPages({ url, member: '/users/ada', token: 't', http }).catch(
    (error: { readonly code?: string }) => error.code,
  );
  return { asked: asked.slice(1), groups };
}

describe('the next page', () => {
  it.each([
    [`${GRAPH}/users/ada/getMemberObjects?$skiptoken=1`, GRAPH],
    ['https://GRAPH.example:443/v1.0/next', GRAPH],
    ['https://graph.example/next', 'https://graph.example'],
  ])('may be %s', async (next, url) => {
    expect(await readTwo(next, url)).toEqual({ asked: [next], groups: ['g1', 'g2'] });
  });

  it.each([
    'https://evil.example/v1.0/users',
    'http://graph.example/v1.0/users',
    'https://graph.example.evil.example/v1.0/users',
    'https://graph.example@evil.example/v1.0/users',
    'https://graph.example:8443/v1.0/users',
    'https://graph.example/v1.0.evil/users',
    'https://graph.example/v1.0/../beta/users',
    'https://graph.example/v1.0/%2e%2e/beta/users',
    '/v1.0/users',
    '',
    7,
    {},
  ])('may not be %j', async (next) => {
    expect(await readTwo(next)).toEqual({ asked: [], groups: 'groups_unavailable' });
  });
});
