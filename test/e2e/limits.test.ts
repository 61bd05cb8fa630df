import type { Companion } from '@sallyport/companion';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { startReplica } from '../stack/start-replica.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

/** A rule for each model, and so a counter of its own for each test. */
const RULES = [
  ['few', 'text-embedding-3-small', 'requests: { most: 3, per: 1d }'],
  ['many', 'text-embedding-3-large', 'requests: { most: 11, per: 1d }'],
  ['soon', 'text-embedding-ada-002', 'requests: { most: 1, per: 2s }'],
  ['words', 'gpt-4o', 'tokens: { most: 60, per: 1d }'],
  ['streams', 'gpt-4o-mini', 'tokens: { most: 60, per: 1d }'],
  ['uncounted', 'gpt-4.1', 'tokens: { most: 60, per: 1d }'],
  ['narrow', 'gpt-5', 'concurrent: 2'],
  ['guarded', 'gpt-5-mini', 'requests: { most: 1, per: 1d }'],
] as const;

const POLICY = [
  'policy:',
  '  version: 1',
  '  name: limited',
  '  rules:',
  ...RULES.map(
    ([name, model, limits]) =>
      `    - { name: ${name}, when: { models: [${model}] }, then: allow, limits: { ${limits} }, message: "Ask the data office." }`,
  ),
].join('\n');

let postgres: Postgres;
let stack: Stack;
let replica: Companion;
let ledger: LedgerWatch;
let token = '';
beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  stack = await startStack({ databaseUrl, top: POLICY });
  replica = await startReplica(stack, databaseUrl);
  token = await stack.identityProvider.issueToken({ expiresIn: 3_000 });
  ledger = await watchLedger(stack);
});
afterAll(async () => {
  await replica.close();
  await stack.close();
  await postgres.stop();
});
afterEach(() => {
  stack.provider.pace = () => undefined;
  stack.provider.clear();
});

/** A plain client of one of the two replicas. */
const clientOf = (index: number, options: object = {}) =>
  new OpenAI({
    baseURL: `${index % 2 === 0 ? stack.companion.url : replica.url}/c/openai/v1`,
    ...{ apiKey: token, maxRetries: 0 },
    ...options,
  });
const embed = (index: number, model: string) => clientOf(index).embeddings.create({ model, input: 'a fine day' });
const messages = [{ role: 'user' as const, content: 'Is it a fine day?' }];
const chat = (index: number, model: string) => clientOf(index).chat.completions.create({ model, messages });
const stream = (index: number, model: string, more: object = {}) =>
  clientOf(index).chat.completions.create({ model, messages, stream: true, ...more });
const codeOf = async (call: PromiseLike<unknown>) => (await nativeFailure(call)).code ?? 'none';
const SAID = 'It is. '.repeat(40);

async function readAll(chunks: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of chunks);
}

describe('the guarded client', () => {
  it('is refused natively too', async () => {
    const call = () => stack.client().chat.completions.create({ model: 'gpt-5-mini', messages });
    expect((await call()).choices).toHaveLength(1);
    expect(await nativeFailure(call())).toMatchObject({ type: 'RateLimitError', status: 429, code: 'limit_exceeded' });
    expect(stack.provider.requests).toHaveLength(1);
  });
});

describe('two replicas, and the plain client', () => {
  it('let so many requests through, and refuse the next natively, with when to try again', async () => {
    for (const index of [0, 1, 0]) await embed(index, 'text-embedding-3-small');
    for (const index of [0, 1]) {
      const error = await embed(index, 'text-embedding-3-small').then(
        () => undefined,
        (cause: unknown) => cause,
      );
      expect(error).toBeInstanceOf(OpenAI.RateLimitError);
      if (!(error instanceof OpenAI.RateLimitError)) return;
      expect(error).toMatchObject({ status: 429, code: 'limit_exceeded' });
      expect(error.headers.get('x-should-retry')).toBe('true');
      const after = Number(error.headers.get('retry-after'));
      expect(after).toBeGreaterThan(0);
      expect(after).toBeLessThanOrEqual(86_400);
      expect(error.message).toContain('Ask the data office.');
    }
    expect(stack.provider.requests).toHaveLength(3);
    const denied = (await ledger.lines()).filter((line) => line.startsWith('session.denied'));
    expect(denied.slice(-2)).toEqual(Array(2).fill('session.denied limit_exceeded'));
  });

  it('never let more through, of fifty at once', async () => {
    const calls = Array.from({ length: 50 }, (_, index) => codeOf(embed(index, 'text-embedding-3-large')));
    const codes = await Promise.all(calls);
    expect(codes.filter((code) => code === 'none')).toHaveLength(11);
    expect(codes.filter((code) => code === 'limit_exceeded')).toHaveLength(39);
    expect(stack.provider.requests).toHaveLength(11);
  });

  it('let the client through that waits as it is told', async () => {
    const waiting = clientOf(1, { maxRetries: 3 });
    for (let times = 0; times < 3; times++) {
      const model = 'text-embedding-ada-002';
      expect((await waiting.embeddings.create({ model, input: 'a fine day' })).data).toHaveLength(1);
    }
  });

  it('count the tokens that the provider says, of whole answers', async () => {
    stack.provider.reply = () => SAID;
    const { usage } = await chat(0, 'gpt-4o');
    expect(usage?.total_tokens).toBeGreaterThan(60);
    for (const index of [0, 1]) expect(await codeOf(chat(index, 'gpt-4o'))).toBe('limit_exceeded');
  });

  it('count the tokens that the provider says at the end of a stream, and give its usage on', async () => {
    stack.provider.reply = () => 'It is.';
    const chunks = await stream(0, 'gpt-4o-mini', { stream_options: { include_usage: true } });
    let usage: unknown;
    for await (const chunk of chunks) usage = chunk.usage ?? usage;
    expect(usage).toMatchObject({ total_tokens: expect.any(Number) });
    stack.provider.reply = () => SAID;
    await readAll(await stream(1, 'gpt-4o-mini', { stream_options: { include_usage: true } }));
    // The client knows of the end before the companion has settled.
    for (const index of [0, 1]) {
      await expect.poll(() => codeOf(chat(index, 'gpt-4o-mini'))).toBe('limit_exceeded');
    }
  });

  it('count the events of a stream of which the provider does not say its tokens, also of one that is left', async () => {
    stack.provider.reply = () => SAID;
    stack.provider.deltaLength = 2;
    const chunks = await stream(1, 'gpt-4.1');
    let events = 0;
    for await (const _ of chunks) if (++events > 80) break;
    await expect.poll(() => codeOf(stream(0, 'gpt-4.1').then(readAll))).toBe('limit_exceeded');
  });

  it('let so many calls run at once, until their streams have ended or are left', async () => {
    const open = Promise.withResolvers<void>();
    stack.provider.reply = () => SAID;
    stack.provider.pace = (piece) => (piece < 100 ? undefined : open.promise);
    const [one, two] = [await stream(0, 'gpt-5'), await stream(1, 'gpt-5')];
    const refused = await nativeFailure(chat(0, 'gpt-5'));
    expect(refused).toMatchObject({ type: 'RateLimitError', status: 429, code: 'limit_concurrent' });
    one.controller.abort();
    await expect.poll(() => codeOf(chat(1, 'gpt-5'))).toBe('none');
    open.resolve();
    await readAll(two);
    const both = await Promise.all([codeOf(chat(0, 'gpt-5')), codeOf(chat(1, 'gpt-5'))]);
    expect(both).toEqual(['none', 'none']);
  });
});
