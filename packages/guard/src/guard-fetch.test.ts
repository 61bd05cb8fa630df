import { describe, expect, it } from 'vitest';
import { BASE, codeOf, embedding, guardedStage } from './guarded-stage.test-support.ts';

const stage = guardedStage();
const URL_ = `${BASE}/embeddings`;
const NOTE = 'SSN: 078-05-1120 is on file.';
const JSON_TYPE = { 'content-type': 'application/json' };

function streamOf(text: string): ReadableStream<Uint8Array> {
  return new Blob([text]).stream();
}

describe('the input of a guarded fetch', () => {
  const body = String(embedding(NOTE).body);
  it.each<[string, () => Parameters<typeof fetch>]>([
    ['a string', () => [URL_, embedding(NOTE)]],
    ['a URL', () => [new URL(URL_), embedding(NOTE)]],
    ['a Request', () => [new Request(URL_, embedding(NOTE))]],
    ['a Request with an init that wins', () => [new Request(URL_, embedding('x', { method: 'PUT' })), embedding(NOTE)]],
    ['bytes', () => [URL_, embedding('', { body: new TextEncoder().encode(body) })]],
    ['a Blob', () => [URL_, embedding('', { body: new Blob([body]) })]],
    ['a stream', () => [URL_, embedding('', { body: streamOf(body), duplex: 'half' } as RequestInit)]],
  ])('may be %s, and is redacted', async (_, input) => {
    const response = await stage.guarded()(...input());
    expect(response.status).toBe(200);
    const [call] = stage.companion.calls;
    expect(`${call?.method} ${call?.path}`).toBe('POST /c/openai/embeddings');
    expect(call?.body.toString()).toContain('SSN: [SSN] is on file.');
    expect(call?.headers['content-length']).toBe(String(call?.body.length));
  });

  it.each<[string, string, () => RequestInit]>([
    ['FormData', 'content_type_unsupported', () => ({ method: 'POST', body: formOf('x') })],
    ['FormData called JSON', 'body_not_json', () => ({ method: 'POST', headers: JSON_TYPE, body: formOf('x') })],
    ['no body', 'body_missing', () => ({ method: 'POST', headers: JSON_TYPE })],
    [
      'text with a lone surrogate',
      'body_lone_surrogate',
      () => embedding('', { body: '{"model":"m","input":"\ud800"}' }),
    ],
    ['a header that is none', 'request_invalid', () => embedding('x', { headers: { 'x-note': `Re:\n${NOTE}` } })],
  ])('is refused when it is %s', async (_, code, init) => {
    const response = await stage.guarded()(URL_, init());
    const text = await response.text();
    expect(text).toContain(`"code":"${code}"`);
    expect(text).not.toContain('078-05-1120');
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(stage.companion.calls).toEqual([]);
  });

  it('is read no further than the limit', async () => {
    let [pulled, cancelled] = [0, false];
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(1_000));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    const guarded = stage.guarded({ maxBodyBytes: 10_000 });
    const response = await guarded(URL_, embedding('', { body: endless, duplex: 'half' } as RequestInit));
    expect([response.status, await codeOf(response)]).toEqual([413, 'body_too_large']);
    expect(cancelled).toBe(true);
    expect(pulled).toBeLessThan(20);
  });

  it('is nested no deeper than the limit', async () => {
    const body = JSON.stringify({ model: 'm', input: 'x', extra: [[[[1]]]] });
    expect(await codeOf(await stage.guarded({ maxDepth: 3 })(URL_, embedding('', { body })))).toBe('body_too_deep');
    expect((await stage.guarded({ maxDepth: 5 })(URL_, embedding('', { body }))).status).toBe(200);
  });
});

describe('the headers of a guarded fetch', () => {
  it('are three that may pass, the grant with its proof and salt, the correlation id, and that it waits by itself', async () => {
    const correlation = '00000000-0000-4000-8000-00000000000a';
    const headers = {
      ...JSON_TYPE,
      accept: 'application/json',
      'idempotency-key': 'call-1',
      'sallyport-correlation': correlation,
      authorization: 'Bearer sk-provider',
      'x-api-key': 'sk-provider',
      'api-key': 'sk-provider',
      'x-goog-api-key': 'sk-provider',
      cookie: 'session=sk-provider',
      'proxy-authorization': 'Basic sk-provider',
      'x-stainless-lang': 'js',
      'openai-organization': 'org-1',
      'x-custom': 'anything',
    };
    await stage.guarded()(
      URL_,
      embedding(NOTE, { headers, referrer: 'https://portal.example.org/patients/1', referrerPolicy: 'unsafe-url' }),
    );
    const sent = stage.companion.calls[0]?.headers ?? {};
    const ofTransport = [
      'host',
      'connection',
      'content-length',
      'accept-encoding',
      'accept-language',
      'sec-fetch-mode',
      'user-agent',
    ];
    expect(Object.fromEntries(Object.entries(sent).filter(([name]) => !ofTransport.includes(name)))).toEqual({
      ...JSON_TYPE,
      accept: 'application/json',
      'idempotency-key': 'call-1',
      'sallyport-correlation': correlation,
      prefer: 'respond-async',
      authorization: `DPoP ${stage.companion.grants[0]}`,
      dpop: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      'sallyport-salt': expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(JSON.stringify(sent)).not.toContain('sk-provider');
  });

  it('get a correlation id of their own where the caller gave none that is one', async () => {
    await stage.guarded()(URL_, embedding('x', { headers: { ...JSON_TYPE, 'sallyport-correlation': NOTE } }));
    expect(stage.companion.calls[0]?.headers['sallyport-correlation']).toMatch(/^[0-9a-f-]{36}$/);
    expect(stage.summaries[0]?.correlationId).toBe(stage.companion.calls[0]?.headers['sallyport-correlation']);
  });
});

describe('the target of a guarded fetch', () => {
  it.each([
    ['https://elsewhere.example/v1/embeddings', 'origin_not_allowed'],
    ['http://api.openai.com/v1/embeddings', 'origin_not_allowed'],
    ['https://api.openai.com/v2/embeddings', 'origin_not_allowed'],
    ['data:,', 'origin_not_allowed'],
    ['not a url', 'origin_not_allowed'],
    [`${BASE}/%65mbeddings`, 'path_invalid'],
    [`${BASE}/audio/hearing`, 'operation_unknown'],
    [`${BASE}/organization/users/user-1`, 'operation_administrative'],
    [`${BASE}/realtime/sessions`, 'operation_realtime'],
    [`${BASE}/embeddings?debug=1`, 'query_not_allowed'],
  ])('is refused: %s', async (url, code) => {
    expect(await codeOf(await stage.guarded()(url, embedding(NOTE)))).toBe(code);
    expect(stage.companion.calls).toEqual([]);
  });

  it('has a deployment and an API version where Azure wants them', async () => {
    await stage.guarded()(`${BASE}/deployments/d1/embeddings?api-version=2024-12-01-preview`, embedding('x'));
    expect(stage.companion.calls[0]?.path).toBe('/c/openai/deployments/d1/embeddings?api-version=2024-12-01-preview');
  });

  it('tells clients that there is FormData, so that they need not try', () => {
    expect(Reflect.get(stage.guarded(), 'Response')).toBe(Response);
  });
});

function formOf(text: string): FormData {
  const form = new FormData();
  form.set('file', new File([text], 'notes.txt'));
  return form;
}
