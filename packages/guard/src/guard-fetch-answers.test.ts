import { describe, expect, it } from 'vitest';
import { BASE, codeOf, embedding, guardedStage } from './guarded-stage.test-support.ts';

const stage = guardedStage();
const URL_ = `${BASE}/embeddings`;
const JSON_TYPE = { 'content-type': 'application/json' };
const NOTE = 'SSN: 078-05-1120 is on file.';

describe('the answer of a guarded fetch', () => {
  it('is masked, under the caller’s own URL, without headers that speak of other bytes', async () => {
    const body = JSON.stringify({ object: 'list', data: [], remark: NOTE });
    const headers = { ...JSON_TYPE, 'content-length': String(body.length), 'x-request-id': 'req_1', 'x-note': NOTE };
    stage.companion.answer = () => ({ body, headers });
    const response = await stage.guarded()(URL_, embedding('fever'));
    expect(response.url).toBe(URL_);
    expect(response.headers.get('content-length')).toBeNull();
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('x-request-id')).toBe('req_1');
    expect(response.headers.get('x-note')).toBeNull();
    expect(await response.json()).toEqual({ object: 'list', data: [], remark: 'SSN: [SSN] is on file.' });
    expect(stage.summaries[0]).toMatchObject({ operation: 'embeddings.create', masked: { SSN: 1 }, found: {} });
  });

  it('keeps the status and the message of a failure, masked', async () => {
    const body = JSON.stringify({ error: { message: NOTE, type: 'invalid_request_error', param: null, code: null } });
    stage.companion.answer = () => ({ status: 429, headers: { ...JSON_TYPE, 'retry-after': '7' }, body });
    const response = await stage.guarded()(URL_, embedding('fever'));
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await response.json()).toMatchObject({ error: { message: 'SSN: [SSN] is on file.' } });
  });

  it.each<[string, number, Readonly<Record<string, string>>, string, string]>([
    ['a redirect', 302, { location: 'https://elsewhere.example/' }, '', 'companion_invalid'],
    ['a permanent redirect', 308, { location: '/c/other/embeddings' }, '', 'companion_invalid'],
    ['not modified', 304, {}, '', 'companion_invalid'],
    ['empty, of a type', 200, JSON_TYPE, '', 'upstream_invalid'],
    ['no JSON', 200, JSON_TYPE, `<p>${NOTE}</p>`, 'upstream_invalid'],
    ['another content type', 200, { 'content-type': 'text/html' }, '{}', 'upstream_invalid'],
    ['an identifier in an id', 200, JSON_TYPE, '{"id":"ssn-078-05-1120"}', 'phi_in_structure'],
  ])('is refused when it is %s', async (_, status, headers, body, code) => {
    stage.companion.answer = () => ({ status, headers, body });
    const response = await stage.guarded()(URL_, embedding(NOTE));
    expect(response.status).toBeGreaterThanOrEqual(400);
    const text = await response.text();
    expect(text).toContain(`"code":"${code}"`);
    expect(text).not.toContain('078-05-1120');
    expect(stage.companion.calls).toHaveLength(1);
    expect(stage.summaries).toMatchObject([{ error: code }]);
  });

  it('is left alone when it is no content', async () => {
    stage.companion.answer = () => ({ status: 204, headers: {}, body: '' });
    const response = await stage.guarded()(URL_, embedding(NOTE));
    expect([response.status, response.body]).toEqual([204, null]);
    expect(stage.summaries[0]).toMatchObject({ status: 204 });
  });

  it('is said to be empty when it is', async () => {
    stage.companion.answer = () => ({ status: 200, headers: {}, body: '' });
    const response = await stage.guarded()(`${BASE}/containers/cntr_1`, { method: 'DELETE' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '0', '']);
  });

  it('is refused when it breaks off, or nobody is there', async () => {
    const breaking = stage.guarded({}, async (url, init) => {
      const { body, ...rest } = await fetch(url, init).then((given) => ({ body: given.body, status: given.status }));
      const broken = new ReadableStream({
        pull: (controller) => controller.error(new Error(NOTE)),
      });
      await body?.cancel();
      return new Response(broken, { ...rest, headers: JSON_TYPE });
    });
    expect(await codeOf(await breaking(URL_, embedding('x')))).toBe('companion_unreachable');
    const nobody = stage.guarded({}, async () => {
      throw new TypeError(`fetch failed: ${NOTE}`);
    });
    expect(await codeOf(await nobody(URL_, embedding('x')))).toBe('companion_unreachable');
  });
});

describe('the grant of a guarded fetch', () => {
  const body = '{"code":"token_expired","error":{"message":"x"}}';
  const expired = { status: 401, headers: JSON_TYPE, body, refused: true };

  it('is exchanged once for calls that come together', async () => {
    const guarded = stage.guarded();
    await Promise.all([1, 2, 3, 4].map(() => guarded(URL_, embedding('x'))));
    expect(stage.companion.exchanges).toHaveLength(1);
    expect(new Set(stage.companion.calls.map(({ headers }) => headers.authorization))).toEqual(
      new Set([`DPoP ${stage.companion.grants[0]}`]),
    );
  });

  it('is exchanged anew when the companion no longer takes it, once, and the call made again', async () => {
    stage.companion.answer = (_, serial) => (serial === 1 ? expired : { body: '{"object":"list","data":[]}' });
    const response = await stage.guarded()(URL_, embedding(NOTE));
    expect(response.status).toBe(200);
    const [first, second] = stage.companion.grants;
    expect(stage.companion.calls.map(({ headers }) => headers.authorization)).toEqual([
      `DPoP ${first}`,
      `DPoP ${second}`,
    ]);
    expect(first).not.toBe(second);
    expect(stage.companion.calls[1]?.body).toEqual(stage.companion.calls[0]?.body);
  });

  it('is not exchanged a third time', async () => {
    stage.companion.answer = () => expired;
    const response = await stage.guarded()(URL_, embedding('x'));
    expect(response.status).toBe(401);
    expect(stage.companion.calls).toHaveLength(2);
    expect(stage.companion.exchanges).toHaveLength(2);
  });

  it('comes first: without an identity the body is not even read', async () => {
    let read = false;
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => controller.close(),
        pull: () => {
          read = true;
        },
      },
      { highWaterMark: 0 },
    );
    const tokenSource = { getToken: () => Promise.reject(new Error(NOTE)) };
    const response = await stage.guarded({ tokenSource })(URL_, embedding('', { body, duplex: 'half' } as RequestInit));
    const text = await response.text();
    expect(text).toContain('"code":"identity_unavailable"');
    expect(text).not.toContain('078-05-1120');
    expect(read).toBe(false);
  });
});
