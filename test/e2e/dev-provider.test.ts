import GuardedOpenAI, {
  BadRequestError,
  type ClientOptions,
  InternalServerError,
  RateLimitError,
} from '@sallyport/openai';
import { type DevServers, startDev } from 'sallyport';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

type Fake = (url: string, request: Request) => Response | Promise<Response>;

/** The one of the client that called last. */
let fake: Fake;
let servers: DevServers;
beforeAll(async () => {
  servers = await startDev({ provider: (request) => fake(request.url, request) });
  for (const [name, value] of Object.entries(servers.environment)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await servers.close();
});

/** What a suite of tests puts in the place of openai, so that the fakes it gives to clients stand behind a companion. */
class OpenAI extends GuardedOpenAI {
  constructor({ fetch: own, ...options }: ClientOptions = {}) {
    const through: typeof fetch = (url, init) => {
      fake = own as unknown as Fake;
      return fetch(url, init);
    };
    super(own === undefined ? options : { ...options, fetch: through });
  }
}

const NOTE = 'Pt Maria Delgado, SSN 078-05-1120, seen for chest pain.';
const embedding = { model: 'text-embedding-3-small', input: NOTE };
const clientOf = (answer: Fake, options: ClientOptions = {}) => new OpenAI({ ...options, fetch: answer as never });

describe('a fake that is given to a client as its fetch, behind the companion of the demo', () => {
  it('plays the provider: it is given what is de-identified, and its answer is taken', async () => {
    const said: string[] = [];
    const client = clientOf(async (_, request) => {
      said.push(await request.text());
      return Response.json({ object: 'list', data: [], model: 'm' }, { headers: { 'x-request-id': 'req_7' } });
    });
    const { data, request_id } = await client.embeddings.create(embedding).withResponse();
    expect([data.data, request_id]).toEqual([[], 'req_7']);
    expect(said.join()).toContain('[SSN]');
    expect(said.join()).not.toMatch(/Delgado|078-05-1120/);
  });

  it('is tried again as often as the original would, and its failure is the native one', async () => {
    let times = 0;
    const busy = () => {
      times += 1;
      return Response.json({ error: { message: 'Busy.' } }, { status: 500, headers: { 'retry-after-ms': '1' } });
    };
    const call = clientOf(busy, { maxRetries: 2 }).embeddings.create(embedding);
    await expect(call).rejects.toThrow(InternalServerError);
    expect(times).toBe(3);
  });

  it('is tried again when it says so, and not when it says not to', async () => {
    const told: string[] = [];
    const telling = (status: number, ...words: string[]) =>
      clientOf(() => {
        const word = words.shift();
        told.push(`${status} ${word}`);
        const headers = { 'retry-after-ms': '1', ...(word === undefined ? {} : { 'x-should-retry': word }) };
        return Response.json({ error: { message: 'No.' } }, { status, headers });
      }).embeddings.create(embedding);
    await expect(telling(429, 'false')).rejects.toThrow(RateLimitError);
    await expect(telling(400, 'true')).rejects.toThrow(BadRequestError);
    expect(told).toEqual(['429 false', '400 true', '400 undefined']);
  });

  it('gives events as they come', async () => {
    const chunk = (content: string) =>
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta: { content } }] })}\n\n`;
    const client = clientOf(
      () =>
        new Response(`${chunk('No fever')}${chunk(' today.')}data: [DONE]\n\n`, {
          headers: { 'content-type': 'text/event-stream' },
        }),
    );
    const messages = [{ role: 'user' as const, content: NOTE }];
    let text = '';
    for await (const part of await client.chat.completions.create({ model: 'm', messages, stream: true }))
      text += part.choices[0]?.delta.content ?? '';
    expect(text).toBe('No fever today.');
  });
});
