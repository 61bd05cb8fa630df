import OpenAI from '@sallyport/openai';
import { makeSentinels, type Sentinel } from '@sallyport/testkit';
import PlainOpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RAW_CARRIERS, type Said, sayAll } from './carriers/refused-calls.ts';
import { describeOutcome } from './stage/describe-outcome.ts';
import { type LeakStage, leaksIn, since, startLeakStage } from './stage/leak-stage.ts';

let stage: LeakStage;
const planted: Sentinel[] = [];
beforeAll(async () => {
  stage = await startLeakStage({ limits: '{ bodyBytes: 200000 }' });
});
afterAll(() => stage.close());

function plant(call: string): { readonly sentinels: readonly Sentinel[]; readonly said: Said } {
  const sentinels = makeSentinels().map((one) => ({ ...one, name: `${one.name} of ${call}` }));
  planted.push(...sentinels);
  return { sentinels, said: sayAll(sentinels) };
}

/** Makes a call; gives what came back, what could be read of the sentinels anywhere, and how many calls the provider got. */
async function watch(sentinels: readonly Sentinel[], call: () => PromiseLike<unknown>) {
  const before = stage.live();
  const requests = stage.stack.provider.requests.length;
  const outcome = await describeOutcome(call);
  const places = new Map([...since(before, stage.live()), ['the reply or error', outcome.said] as const]);
  return { outcome, leaks: leaksIn(places, sentinels), received: stage.stack.provider.requests.length - requests };
}

describe.each(['guarded', 'plain'] as const)('a call by the %s door', (door) => {
  it.each(RAW_CARRIERS.map((one) => [one.name, one] as const))(
    'leaks nothing: %s',
    async (name, { path, init, code }) => {
      const { sentinels, said } = plant(`${door} ${name}`);
      const { outcome, leaks, received } = await watch(sentinels, () => stage.doors[door].send(path(said), init(said)));
      expect(leaks).toEqual({});
      expect(outcome.said).toContain(code === undefined ? '200 ' : `"code":"${code}"`);
      expect(received).toBe(code === undefined ? 1 : 0);
    },
  );
});

describe('a call by somebody who may not', () => {
  const chat = (client: PlainOpenAI, content: string) =>
    client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content }] });

  it.each<[string, string, () => Promise<PlainOpenAI>]>([
    ['an expired token, guarded', 'token_expired', () => guarded({ expiresIn: -60 })],
    ['a token for somebody else, guarded', 'token_audience', () => guarded({ audience: 'https://elsewhere.example' })],
    ['an expired token, plain', 'token_expired', () => plain({ expiresIn: -60 })],
    ['a token for somebody else, plain', 'token_audience', () => plain({ audience: 'https://elsewhere.example' })],
    [
      'no connection of this name',
      'connection_unknown',
      async () => new OpenAI({ maxRetries: 0, sallyport: { ...stage.settings, connection: 'nobody' } }),
    ],
    [
      'no companion',
      'companion_unreachable',
      async () => new OpenAI({ maxRetries: 0, sallyport: { ...stage.settings, companion: 'http://127.0.0.1:9' } }),
    ],
  ])('leaks nothing: %s', async (name, code, client) => {
    const { sentinels, said } = plant(name);
    const made = await client();
    const { outcome, leaks, received } = await watch(sentinels, () => chat(made, said.line));
    expect([outcome.code, leaks, received]).toEqual([code, {}, 0]);
  });

  const token = (claims: { expiresIn?: number; audience?: string }) => stage.stack.identityProvider.issueToken(claims);

  async function guarded(claims: { expiresIn?: number; audience?: string }): Promise<OpenAI> {
    const type = 'urn:ietf:params:oauth:token-type:access_token' as const;
    const tokenSource = { getToken: async () => ({ token: await token(claims), type }) };
    return new OpenAI({ maxRetries: 0, sallyport: { ...stage.settings, tokenSource } });
  }

  async function plain(claims: { expiresIn?: number; audience?: string }): Promise<PlainOpenAI> {
    const baseURL = `${stage.stack.companion.url}/c/openai/v1`;
    return new PlainOpenAI({ maxRetries: 0, baseURL, apiKey: await token(claims) });
  }
});

describe('afterwards', () => {
  it('nothing that was ever said can be read in what was written down, or in all that was seen', async () => {
    expect(leaksIn(stage.live(), planted)).toEqual({});
    expect(leaksIn(await stage.written(), planted)).toEqual({});
  });
});
