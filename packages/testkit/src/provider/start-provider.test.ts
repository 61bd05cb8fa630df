import OpenAI, { AzureOpenAI } from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { embedText } from '../embed-text.ts';
import { type Provider, startProvider } from './start-provider.ts';

let provider: Provider;

beforeEach(async () => {
  provider = await startProvider();
});
afterEach(async () => {
  await provider.close();
});

function client(options: { apiKey?: string; maxRetries?: number } = {}): OpenAI {
  return new OpenAI({ baseURL: provider.url, apiKey: provider.key, maxRetries: 0, ...options });
}

const embed = { model: 'text-embedding-3-small', input: 'chest pain' } as const;
const chat = { model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: 'hello' }] };

describe('the endpoints, through the real openai client', () => {
  it('embeds, in the base64 the client asks for by default', async () => {
    const answer = await client().embeddings.create({ ...embed, input: ['chest pain', 'ankle'] });
    expect(answer.data.map(({ embedding }) => embedding)).toEqual([
      [...embedText('chest pain')],
      [...embedText('ankle')],
    ]);
    expect(JSON.parse(String(provider.requests[0]?.body))).toMatchObject({ encoding_format: 'base64' });
    expect(answer.usage).toEqual({ prompt_tokens: 5, total_tokens: 5 });
    expect(answer._request_id).toBe('req_00000000000000000000000000000001');
  });

  it('embeds as numbers, in the asked dimensions, and from token ids', async () => {
    const floats = await client().embeddings.create({ ...embed, encoding_format: 'float', dimensions: 8 });
    expect(floats.data[0]?.embedding).toEqual([...embedText('chest pain', 8)]);
    const ids = await client().embeddings.create({ ...embed, input: [[1, 2], [3]] });
    expect(ids.data).toHaveLength(2);
  });

  it('says back the last message of the user, whatever shape it has', async () => {
    const answer = await client().chat.completions.create({
      ...chat,
      messages: [
        { role: 'system', content: 'be short' },
        { role: 'user', content: 'first' },
        { role: 'assistant', content: 'yes?' },
        { role: 'user', content: [{ type: 'text', text: 'last' }] },
      ],
    });
    expect(answer.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'You said: last' } });
    expect(answer.usage?.total_tokens).toBe(2 + 2 + 1 + 1 + 4);
  });

  it('answers with what the reply function says, tool calls too', async () => {
    const call = { id: 'call_1', type: 'function' as const, function: { name: 'look_up', arguments: '{"id":1}' } };
    provider.reply = () => ({ content: null, tool_calls: [call] });
    const answer = await client().chat.completions.create(chat);
    expect(answer.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: [call] },
    });
  });

  it('completes and lists models', async () => {
    const answer = await client().completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: ['a', 'b'] });
    expect(answer.choices.map(({ text }) => text)).toEqual(['You said: a', 'You said: b']);
    const names = [];
    for await (const { id } of client().models.list()) names.push(id);
    expect(names).toContain('text-embedding-3-small');
  });

  it('speaks Azure, too', async () => {
    const azure = new AzureOpenAI({
      endpoint: provider.origin,
      apiKey: provider.key,
      apiVersion: '2024-10-21',
      maxRetries: 0,
    });
    const answer = await azure.embeddings.create({ ...embed, model: 'my-deployment' });
    expect(answer.model).toBe('my-deployment');
    expect(provider.requests[0]?.path).toBe('/openai/deployments/my-deployment/embeddings?api-version=2024-10-21');
    expect(provider.requests[0]?.headers['api-key']).toBe(provider.key);
    const stranger = new AzureOpenAI({
      endpoint: provider.origin,
      apiKey: 'x',
      apiVersion: '2024-10-21',
      maxRetries: 0,
    });
    await expect(stranger.embeddings.create(embed)).rejects.toThrow(OpenAI.AuthenticationError);
  });
});

describe('refusals', () => {
  it('demands its key', async () => {
    await expect(client({ apiKey: 'sk-not-the-right-one' }).embeddings.create(embed)).rejects.toMatchObject({
      status: 401,
      code: 'invalid_api_key',
      type: 'invalid_request_error',
      message: '401 Incorrect API key provided: sk-not-t********-one.',
    });
    const bare = await fetch(`${provider.url}/models`);
    expect([bare.status, await bare.json()]).toMatchObject([401, { error: { code: null } }]);
  });

  it('refuses what the real one refuses', async () => {
    const openai = client();
    await expect(openai.embeddings.create({ ...embed, input: '' })).rejects.toThrow(OpenAI.BadRequestError);
    await expect(openai.embeddings.create({ ...embed, dimensions: 0 })).rejects.toThrow(OpenAI.BadRequestError);
    await expect(openai.chat.completions.create({ ...chat, messages: [] })).rejects.toThrow(OpenAI.BadRequestError);
    await expect(openai.post('/nowhere', { body: {} })).rejects.toThrow(OpenAI.NotFoundError);
    await expect(openai.post('/embeddings', { body: { input: 'x' } })).rejects.toThrow('you must provide a model');
  });
});

describe('what it received', () => {
  it('is kept byte for byte, refused requests too', async () => {
    await fetch(`${provider.url}/embeddings?x=1`, { method: 'POST', body: ' {"a":1}', headers: { 'x-mark': 'm' } });
    expect(provider.requests).toHaveLength(1);
    expect(provider.requests[0]).toMatchObject({ method: 'POST', path: '/v1/embeddings?x=1' });
    expect(String(provider.requests[0]?.body)).toBe(' {"a":1}');
    expect(provider.requests[0]?.headers['x-mark']).toBe('m');
    provider.clear();
    expect(provider.requests).toEqual([]);
  });
});

describe('faults', () => {
  it.each([
    [429, OpenAI.RateLimitError],
    [500, OpenAI.InternalServerError],
    [503, OpenAI.InternalServerError],
  ])('status %i', async (status, kind) => {
    provider.fail({ kind: 'status', status });
    await expect(client().embeddings.create(embed)).rejects.toThrow(kind);
    await expect(client().embeddings.create(embed)).resolves.toBeDefined();
  });

  it('queue up, each for so many requests', async () => {
    provider.fail({ kind: 'status', status: 418, body: '{"teapot":true}' }, 2);
    provider.fail({ kind: 'redirect', url: 'http://elsewhere.invalid/' });
    const statuses = [];
    for (let i = 0; i < 4; i++) {
      const answer = await fetch(`${provider.url}/models`, {
        redirect: 'manual',
        headers: { authorization: `Bearer ${provider.key}` },
      });
      statuses.push(answer.status);
      if (answer.status === 302) expect(answer.headers.get('location')).toBe('http://elsewhere.invalid/');
    }
    expect(statuses).toEqual([418, 418, 302, 200]);
  });

  it('slow, and still right', async () => {
    provider.fail({ kind: 'slow', ms: 5 });
    await expect(client().embeddings.create(embed)).resolves.toMatchObject({ object: 'list' });
  });

  it('reset in the middle of the body', async () => {
    provider.fail({ kind: 'reset' });
    const answer = await fetch(`${provider.url}/models`, { headers: { authorization: `Bearer ${provider.key}` } });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow(TypeError);
  });

  it.each(['invalid-json', 'truncated'] as const)('%s', async (kind) => {
    provider.fail({ kind });
    const answer = await fetch(`${provider.url}/models`, { headers: { authorization: `Bearer ${provider.key}` } });
    await expect(answer.json()).rejects.toThrow(SyntaxError);
  });

  it('huge', async () => {
    provider.fail({ kind: 'huge', bytes: 1_000_000 });
    const answer = await fetch(`${provider.url}/models`);
    const text = await answer.text();
    expect(text).toHaveLength(1_000_000);
    expect(JSON.parse(text)).toMatchObject({ object: 'list' });
  });

  it('hang, until the caller or the provider gives up', async () => {
    provider.fail({ kind: 'hang' }, Number.POSITIVE_INFINITY);
    const hanging = fetch(`${provider.url}/models`).then(
      () => 'answered',
      () => 'cut',
    );
    const controller = new AbortController();
    const aborted = fetch(`${provider.url}/models`, { signal: controller.signal });
    controller.abort();
    await expect(aborted).rejects.toThrow('aborted');
    while (provider.requests.length === 0) await new Promise(setImmediate);
    await provider.close();
    expect(await hanging).toBe('cut');
  });
});

describe('answers in events', () => {
  it('streams a chat, its tool calls and its token counts', async () => {
    const call = { id: 'call_1', type: 'function' as const, function: { name: 'look_up', arguments: '{"id":"a b"}' } };
    provider.reply = () => ({ content: 'One moment, please.', tool_calls: [call] });
    const runner = client().chat.completions.stream({ ...chat, stream_options: { include_usage: true } });
    const deltas: string[] = [];
    runner.on('content', (delta) => deltas.push(delta));
    const { choices, usage } = await runner.finalChatCompletion();
    expect(deltas.length).toBeGreaterThan(3);
    expect(choices[0]?.message).toMatchObject({ content: 'One moment, please.', tool_calls: [call] });
    expect(usage?.completion_tokens).toBeGreaterThan(0);
  });

  it('streams completions and responses', async () => {
    const texts: string[] = [];
    const asked = { model: 'gpt-3.5-turbo-instruct', prompt: 'chest pain', stream: true } as const;
    for await (const { choices } of await client().completions.create(asked)) texts.push(choices[0]?.text ?? '');
    expect(texts.join('')).toBe('You said: chest pain');
    const stream = client().responses.stream({ model: 'gpt-4o-mini', input: 'chest pain' });
    const types = new Set<string>();
    stream.on('event', ({ type }) => types.add(type));
    expect((await stream.finalResponse()).output_text).toBe('You said: chest pain');
    expect(types).toContain('response.output_text.delta');
    expect((await client().responses.create({ model: 'gpt-4o-mini', input: 'ankle' })).output_text).toBe(
      'You said: ankle',
    );
  });

  it('keeps the pace it is given, and counts who leaves early', async () => {
    const sent: number[] = [];
    provider.pace = (piece) => void sent.push(piece);
    for await (const _ of await client().chat.completions.create({ ...chat, stream: true })) {
      // Only how much is sent matters.
    }
    expect(sent).toEqual([...sent.keys()]);
    provider.pace = (piece) => (piece < 2 ? undefined : new Promise(() => undefined));
    for await (const _ of await client().chat.completions.create({ ...chat, stream: true })) break;
    await expect.poll(() => provider.abandoned).toBe(1);
  });
});
