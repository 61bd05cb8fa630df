import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Mirror, startMirror } from './start-mirror.ts';

let mirror: Mirror;
beforeAll(async () => {
  mirror = await startMirror();
});
beforeEach(() => mirror.clear());
afterAll(() => mirror.close());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${mirror.url}${path}`, { ...init, headers: { authorization: `Bearer ${mirror.key}` } });

describe('startMirror', () => {
  it('says what the test holds up to it, and keeps what it received', async () => {
    mirror.answer = ({ method, path }) => ({ status: 201, body: `${method} ${path}`, contentType: 'text/plain' });
    const answer = await ask('/anything?at=all', { method: 'POST', body: 'said' });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      201,
      'text/plain',
      'POST /v1/anything?at=all',
    ]);
    expect(mirror.requests).toHaveLength(1);
    expect(mirror.requests[0]?.body.toString()).toBe('said');
  });

  it('sends chunks without a length, and bytes as they are', async () => {
    mirror.answer = () => ({ body: ['one ', Buffer.from([0xff]), ' two'], contentType: 'application/octet-stream' });
    const answer = await ask('/stream');
    expect(answer.headers.get('content-length')).toBeNull();
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(
      Buffer.from([...Buffer.from('one '), 0xff, ...Buffer.from(' two')]),
    );
  });

  it('gives no body where there is none', async () => {
    mirror.answer = () => ({ status: 204 });
    const answer = await ask('/gone', { method: 'DELETE' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([204, null]);
  });

  it('demands the key', async () => {
    const answer = await fetch(`${mirror.url}/anything`);
    expect(answer.status).toBe(401);
    expect(mirror.requests).toHaveLength(1);
  });
});
