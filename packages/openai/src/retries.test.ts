import { describe, expect, it } from 'vitest';
import { guardedStage } from './guarded-client.test-support.ts';
import { VERSIONS } from './openai-versions.test-support.ts';

const stage = guardedStage();
const SSN = '078-05-1120';
const input = { model: 'text-embedding-3-small', input: `SSN: ${SSN}.` };

/** Fails so many calls, then answers. */
function failFirst(times: number, status: number, headers: Record<string, string> = { 'retry-after-ms': '1' }): void {
  const before = stage.companion.calls.length;
  const usual = '{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AACAPw=="}],"model":"m"}';
  stage.companion.answer = (_, serial) =>
    serial - before <= times
      ? {
          status,
          headers: { 'content-type': 'application/json', ...headers },
          body: '{"error":{"message":"Busy.","type":"x"}}',
        }
      : { body: usual };
}

const correlations = () => stage.calls().map(({ headers }) => headers['sallyport-correlation']);

describe.each(VERSIONS)('a call that openai $version tries again', ({ openai, OpenAI }) => {
  const clientOf = (options: object = {}) => new OpenAI({ sallyport: stage.settings, ...options });

  it.each([429, 500, 409, 408])(
    'after %i is one call of several sessions, each proved and redacted',
    async (status) => {
      failFirst(2, status);
      await clientOf().embeddings.create(input);
      expect(stage.calls()).toHaveLength(3);
      expect(new Set(correlations()).size).toBe(1);
      expect(new Set(stage.calls().map(({ headers }) => headers.dpop)).size).toBe(3);
      expect(new Set(stage.calls().map(({ headers }) => headers['sallyport-salt'])).size).toBe(3);
      expect(new Set(stage.calls().map(({ body }) => body.toString())).size).toBe(1);
      expect(stage.calls()[0]?.body.toString()).toContain('[SSN]');
    },
  );

  it('shares nothing with another call, though it says the same', async () => {
    failFirst(1, 429);
    const client = clientOf();
    await client.embeddings.create(input);
    await client.embeddings.create(input);
    expect(stage.calls()).toHaveLength(3);
    expect(new Set(correlations()).size).toBe(2);
  });

  it('keeps concurrent calls apart', async () => {
    failFirst(4, 429);
    const client = clientOf();
    const all = ['fever', 'cough', 'rash', 'pain'].map((text) => client.embeddings.create({ model: 'm', input: text }));
    await Promise.all(all);
    const groups = Map.groupBy(stage.calls(), ({ headers }) => headers['sallyport-correlation']);
    expect(groups.size).toBe(4);
    for (const attempts of groups.values()) {
      expect(attempts).toHaveLength(2);
      expect(new Set(attempts.map(({ body }) => body.toString())).size).toBe(1);
    }
  });

  it('after its time ran out is one call too, and ends as a timeout', async () => {
    failFirst(0, 200);
    const client = clientOf();
    await client.embeddings.create(input);
    stage.companion.answer = () => 'hang';
    const call = client.embeddings.create(input, { timeout: 700, maxRetries: 1 });
    await expect(call).rejects.toThrow(openai.APIConnectionTimeoutError);
    expect(stage.calls()).toHaveLength(3);
    expect(new Set(correlations().slice(1)).size).toBe(1);
  });

  it('waits as long as it is told, by seconds too, and not beyond its limit', async () => {
    failFirst(1, 429, { 'retry-after': '0.05' });
    await clientOf().embeddings.create(input);
    expect(stage.calls()).toHaveLength(2);
    failFirst(9, 429);
    await expect(clientOf().embeddings.create(input, { maxRetries: 3 })).rejects.toThrow(openai.RateLimitError);
    expect(stage.calls()).toHaveLength(6);
  });

  it('is tried again when the companion says so, and only once when it says not to', async () => {
    failFirst(1, 400, { 'x-should-retry': 'true', 'retry-after-ms': '1' });
    await clientOf().embeddings.create(input);
    expect(new Set(correlations()).size).toBe(1);
    failFirst(1, 500, { 'x-should-retry': 'false' });
    await expect(clientOf().embeddings.create(input)).rejects.toThrow(openai.InternalServerError);
    expect(stage.calls()).toHaveLength(3);
  });

  it('keeps the caller’s own correlation id, and hands on its idempotency key', async () => {
    failFirst(1, 429);
    const own = '00000000-0000-4000-8000-00000000000a';
    const headers = { 'sallyport-correlation': own, 'idempotency-key': 'note-17' };
    await clientOf().embeddings.create(input, { headers });
    expect(correlations()).toEqual([own, own]);
    expect(stage.calls().map((call) => call.headers['idempotency-key'])).toEqual(['note-17', 'note-17']);
  });
});
