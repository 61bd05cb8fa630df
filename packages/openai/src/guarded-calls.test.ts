import { describe, expect, it } from 'vitest';
import { guardedStage } from './guarded-client.test-support.ts';
import { type OpenAIVersion, VERSIONS } from './openai-versions.test-support.ts';

const stage = guardedStage();
const SSN = '078-05-1120';
const input = { model: 'text-embedding-3-small', input: `SSN: ${SSN}.` };

/** A client with a fetch below the guard that counts, and above it retries that do not wait. */
function countingClientOf({ OpenAI }: Pick<OpenAIVersion, 'OpenAI'>, options: object = {}) {
  const attempts: string[] = [];
  const counting: typeof fetch = (url, init) => {
    attempts.push(String(url));
    return fetch(url, init);
  };
  const client = new OpenAI({ fetch: counting, sallyport: stage.settings, ...options });
  return { client, attempts };
}

const failure = (call: PromiseLike<unknown>) =>
  Promise.resolve(call).then(
    () => undefined,
    (cause: unknown) => cause,
  );
const now = { 'content-type': 'application/json', 'retry-after-ms': '1' };

describe.each(VERSIONS)('a call of the guarded client of openai $version', ({ openai, OpenAI }) => {
  const { PermissionDeniedError } = openai;
  const countingClient = (options: object = {}) => countingClientOf({ OpenAI }, options);

  it.each(['https://elsewhere.example/v1/embeddings', 'https://api.openai.com.elsewhere.example/v1/embeddings'])(
    'is refused once when it is aimed at %s',
    async (url) => {
      const { client, attempts } = countingClient({ maxRetries: 3 });
      let prepared = 0;
      Reflect.set(client, 'prepareRequest', async () => {
        prepared += 1;
      });
      const error = await failure(client.post(url, { body: input }));
      expect(error).toBeInstanceOf(PermissionDeniedError);
      expect(error).toMatchObject({ code: 'origin_not_allowed', status: 403 });
      expect(prepared).toBe(1);
      expect(attempts).toEqual([]);
      expect(stage.calls()).toEqual([]);
    },
  );

  it('is attempted once when the companion refuses it, with the native error', async () => {
    stage.companion.answer = () => ({
      status: 403,
      headers: { 'content-type': 'application/problem+json', 'x-should-retry': 'false' },
      body: '{"code":"identity_not_allowed","error":{"code":"identity_not_allowed","message":"No.","type":"sallyport_refused"}}',
    });
    const { client, attempts } = countingClient({ maxRetries: 3 });
    const error = await failure(client.embeddings.create(input));
    expect(error).toBeInstanceOf(PermissionDeniedError);
    expect(error).toMatchObject({ code: 'identity_not_allowed' });
    expect(attempts).toHaveLength(1);
  });

  it('is attempted once when the inner door refuses it', async () => {
    const { client, attempts } = countingClient({ maxRetries: 3 });
    const error = await failure(client.embeddings.create({ ...input, model: `ssn-${SSN}` }));
    expect(error).toMatchObject({ code: 'phi_in_structure', status: 403 });
    expect(await failure(client.post('/embeddings', { body: { ...input, stream: true } }))).toMatchObject({
      code: 'stream_unsupported',
    });
    expect(await failure(client.embeddings.create({ model: 'm', input: [1, 2] }))).toBeInstanceOf(
      PermissionDeniedError,
    );
    expect(await failure(client.post('/holograms', { body: { model: 'm', input: 'x' } }))).toMatchObject({
      code: 'operation_unknown',
    });
    expect(await failure(client.files.create({ purpose: 'batch', file: new File(['x'], `${SSN}.txt`) }))).toMatchObject(
      {
        code: 'input_unreadable',
      },
    );
    expect(await failure(client.post('/realtime/client_secrets', { body: {} }))).toMatchObject({
      code: 'operation_realtime',
    });
    expect(attempts).toEqual([]);
  });

  it.each([
    [503, openai.InternalServerError, 3],
    [400, openai.BadRequestError, 1],
  ])('that fails with %i is tried again by the client’s own rule', async (status, kind, times) => {
    stage.companion.answer = () => ({
      status,
      headers: now,
      body: '{"error":{"message":"No.","type":"x","code":"x"}}',
    });
    const { client, attempts } = countingClient({ maxRetries: 2 });
    expect(await failure(client.embeddings.create(input))).toBeInstanceOf(kind);
    expect(attempts).toHaveLength(times);
  });

  it('never prints a body or a URL, whatever the log level, then or later', async () => {
    stage.companion.answer = () => ({
      status: 400,
      headers: now,
      body: '{"error":{"message":"No.","type":"x","code":"x"}}',
    });
    const lines: string[] = [];
    const line = (...parts: unknown[]) => void lines.push(JSON.stringify(parts));
    const logger = { error: line, warn: line, info: line, debug: line };
    const { client } = countingClient({ logger, logLevel: 'debug', maxRetries: 1 });
    await failure(client.embeddings.create(input));
    client.logLevel = 'debug';
    await failure(client.embeddings.create(input));
    await failure(client.withOptions({ logLevel: 'info' }).get(`/patients/${SSN}`));
    expect(client.logLevel).toBe('debug');
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.join()).not.toContain(SSN);
    expect(lines.join()).not.toMatch(/https?:|No\.|authorization/i);
    client.logLevel = 'off';
    expect(client.logLevel).toBe('off');
  });
});
