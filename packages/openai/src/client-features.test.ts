import { beforeEach, describe, expect, it } from 'vitest';
import { chatAnswer, messagesOf, toolCall } from './chat-answers.test-support.ts';
import { guardedStage } from './guarded-client.test-support.ts';
import { VERSIONS } from './openai-versions.test-support.ts';

const stage = guardedStage();
const SSN = '078-05-1120';
const QUESTION = { role: 'user' as const, content: `Is SSN ${SSN} on file?` };
const chat = { model: 'gpt-4o', messages: [QUESTION] };

/** Empty answers: status, headers, and what a client gives for them. */
const EMPTY: readonly (readonly [string, number, Readonly<Record<string, string>>, unknown])[] = [
  ['no content', 204, {}, null],
  ['an empty text', 200, {}, ''],
  ['an empty JSON', 200, { 'content-type': 'application/json' }, undefined],
];

beforeEach(() => {
  stage.companion.answer = () => chatAnswer({ content: 'Yes, for Dr. Ingrid Halvorsen.' });
});

/** No body that was sent holds the number, and there were so many. */
function expectRedacted(times: number): void {
  const bodies = stage.calls().map(({ body }) => body.toString());
  expect(bodies).toHaveLength(times);
  expect(bodies.join()).not.toContain(SSN);
}

describe.each(VERSIONS)('a guarded client of openai $version', ({ version, openai, OpenAI }) => {
  const clientOf = (options: object = {}) => new OpenAI({ maxRetries: 0, sallyport: stage.settings, ...options });

  it('gives the answer with its response, whose URL is the one the client called', async () => {
    const { data, response, request_id } = await clientOf().chat.completions.create(chat).withResponse();
    expect(data.choices[0]?.message.content).toBe('Yes, for Dr. [NAME].');
    expect(request_id).toBe('req_7');
    expect(Reflect.get(data, '_request_id')).toBe('req_7');
    expect(response).toBeInstanceOf(Response);
    expect(response.url).toBe('https://api.openai.com/v1/chat/completions');
    expect(response.headers.get('sallyport-session')).toMatch(/^[0-9a-f-]{36}$/);
    expectRedacted(1);
  });

  it('gives the bare response, masked', async () => {
    const response = await clientOf().chat.completions.create(chat).asResponse();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-encoding')).toBeNull();
    const text = await response.text();
    expect(text).toContain('[NAME]');
    expect(text).not.toContain('Halvorsen');
  });

  it('parses an answer that has a schema', async () => {
    stage.companion.answer = () => chatAnswer({ content: JSON.stringify({ onFile: true, by: 'Ingrid Halvorsen' }) });
    const schema = { type: 'object', properties: { onFile: { type: 'boolean' }, by: { type: 'string' } } };
    const format = { type: 'json_schema' as const, json_schema: { name: 'answer', schema } };
    const completion = await clientOf().chat.completions.parse({ ...chat, response_format: format });
    expect(completion.choices[0]?.message.parsed).toEqual({ onFile: true, by: '[NAME]' });
    expectRedacted(1);
  });

  it('runs tools: what the model asks is masked, what a tool says is redacted', async () => {
    const before = stage.companion.calls.length;
    stage.companion.answer = (_, serial) =>
      serial - before === 1
        ? chatAnswer({ content: null, tool_calls: [toolCall('lookUp', { unit: 'B4' })] })
        : chatAnswer({ content: 'Done.' });
    const asked: unknown[] = [];
    const lookUp = (args: { unit: string }) => {
      asked.push(args);
      return `SSN ${SSN}, unit ${args.unit}`;
    };
    const tool = {
      type: 'function' as const,
      function: {
        name: 'lookUp',
        description: 'Looks a unit up.',
        parse: JSON.parse,
        function: lookUp,
        parameters: { type: 'object', properties: { unit: { type: 'string' } } },
      },
    };
    const runner = clientOf().chat.completions.runTools({ ...chat, tools: [tool] });
    expect(await runner.finalContent()).toBe('Done.');
    expect(asked).toEqual([{ unit: 'B4' }]);
    expectRedacted(2);
    const said = messagesOf(stage.calls()[1] ?? { body: Buffer.from('{"messages":[]}') });
    expect(said.find(({ role }) => role === 'tool')?.content).toContain('[SSN]');
  });

  it('goes through a list page by page', async () => {
    stage.companion.answer = () => ({ body: '{"object":"list","data":[{"id":"m-1","object":"model"}]}' });
    const ids: string[] = [];
    for await (const model of clientOf().models.list()) ids.push(model.id);
    expect(ids).toEqual(['m-1']);
    const page = await clientOf().models.list();
    expect(page.hasNextPage()).toBe(false);
  });

  it('makes raw calls: get, post, request', async () => {
    const client = clientOf();
    const body = { model: 'm', input: `SSN ${SSN}` };
    expect(await client.post('/embeddings', { body })).toMatchObject({ object: 'chat.completion' });
    await client.request({ method: 'post', path: '/embeddings', body });
    await client.get('/models').asResponse();
    expect(stage.calls().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /c/openai/embeddings',
      'POST /c/openai/embeddings',
      'GET /c/openai/models',
    ]);
    expectRedacted(3);
  });

  // Openai 5 itself would try to parse an empty JSON
  it.each(EMPTY.filter(([, , , given]) => version > 5 || given !== undefined))(
    'gives %s where the provider says that of a deletion',
    async (_, status, headers, given) => {
      stage.companion.answer = () => ({ status, headers, body: '' });
      expect(await clientOf().containers.delete('cntr_1')).toBe(given);
    },
  );

  it('hands fetchOptions of client and call to the fetch below the guard, and redacts a body among them', async () => {
    const seen: RequestInit[] = [];
    const below: typeof fetch = (url, init) => {
      seen.push(init ?? {});
      return fetch(url, init);
    };
    const client = clientOf({ fetch: below, fetchOptions: { keepalive: true } });
    await client.chat.completions.create(chat, { fetchOptions: { integrity: '' } });
    expect(seen[0]).toMatchObject({ keepalive: true, integrity: '', redirect: 'manual', method: 'POST' });
    await client.chat.completions.create(chat, { fetchOptions: { body: JSON.stringify(chat) } as object });
    expectRedacted(2);
  });

  it('is aborted by a signal, before and during a call', async () => {
    const client = clientOf();
    await client.chat.completions.create(chat);
    stage.companion.answer = () => 'hang';
    const controller = new AbortController();
    const call = client.chat.completions.create(chat, { signal: controller.signal, maxRetries: 3 });
    const failed = expect(call).rejects.toThrow(openai.APIUserAbortError);
    while (stage.calls().length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    await failed;
    await expect(client.chat.completions.create(chat, { signal: controller.signal })).rejects.toThrow(
      openai.APIUserAbortError,
    );
    expect(stage.calls()).toHaveLength(2);
  });

  it('copies itself with other options, and leaves itself as it was', async () => {
    const client = clientOf({ defaultQuery: { 'api-version': 'preview' }, timeout: 5_000 });
    const clone = client.withOptions({ maxRetries: 4, baseURL: 'http://localhost:5000/' });
    expect([clone.maxRetries, clone.baseURL, clone.timeout]).toEqual([4, 'http://localhost:5000/', 5_000]);
    expect([client.maxRetries, client.baseURL]).toEqual([0, 'https://api.openai.com/v1']);
    expect(clone.constructor).toBe(client.constructor);
    expect(clone.buildURL('/models', null)).toBe('http://localhost:5000/models?api-version=preview');
    await clone.chat.completions.create(chat);
    await clone.withOptions({ defaultQuery: {} }).chat.completions.create(chat);
    expectRedacted(2);
  });

  it('follows a base URL that is assigned later', async () => {
    const client = clientOf();
    client.baseURL = 'http://localhost:6000/v9';
    const { response } = await client.chat.completions.create(chat).withResponse();
    expect(response.url).toBe('http://localhost:6000/v9/chat/completions');
    await expect(client.post('https://api.openai.com/v1/embeddings', { body: chat })).rejects.toMatchObject({
      code: 'origin_not_allowed',
    });
    expectRedacted(1);
  });

  it('builds requests as the original does, without a key that is worth anything', async () => {
    const client = clientOf({ defaultHeaders: { 'X-Team': 'notes' }, apiKey: 'sk-real-provider-key' });
    const { req, url } = await client.buildRequest({ path: '/foo', method: 'post', body: { a: 1 } });
    expect(url).toBe('https://api.openai.com/v1/foo');
    expect(req.headers.get('x-team')).toBe('notes');
    expect(req.headers.get('authorization')).toBe('Bearer sallyport-holds-the-key');
    expect(req.body).toBe('{"a":1}');
  });
});
