import { makeSentinels, type Sentinel } from '@sallyport/testkit';
import type OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANSWER_CARRIERS, type AnswerCarrier } from './carriers/answers.ts';
import { sayAll } from './carriers/refused-calls.ts';
import { describeOutcome } from './stage/describe-outcome.ts';
import { type LeakStage, leaksIn, since, startLeakStage } from './stage/leak-stage.ts';

let stage: LeakStage;
const planted: Sentinel[] = [];
beforeAll(async () => {
  stage = await startLeakStage({ limits: '{ upstreamTimeoutMs: 3000, responseBytes: 300000 }' });
});
afterAll(() => stage.close());

function plant(call: string): readonly Sentinel[] {
  const sentinels = makeSentinels().map((one) => ({ ...one, name: `${one.name} of ${call}` }));
  planted.push(...sentinels);
  return sentinels;
}

const CALLS: Readonly<
  Record<NonNullable<AnswerCarrier['call']>, (client: OpenAI, content: string) => Promise<Response>>
> = {
  chat: (client, content) =>
    client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content }] }).asResponse(),
  completion: (client, prompt) => client.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt }).asResponse(),
  embedding: (client, input) => client.embeddings.create({ model: 'text-embedding-3-small', input }).asResponse(),
  models: (client) => client.models.list().asResponse(),
};

describe.each(['guarded', 'plain'] as const)('what the provider says, by the %s door', (door) => {
  it.each(ANSWER_CARRIERS.map((one) => [one.name, one] as const))(
    'reaches nobody: %s',
    async (name, { fault, masked, call = 'chat' }) => {
      const [asked, answered] = [plant(`${door} question before ${name}`), plant(`${door} ${name}`)];
      const { provider } = stage.stack;
      provider.clear();
      const before = new Map([...stage.live(), ['provider', '']]);
      provider.fail(fault(sayAll(answered)));
      const outcome = await describeOutcome(() => CALLS[call](stage.doors[door].client, sayAll(asked).line));
      const places = new Map([...since(before, stage.live()), ['the reply or error', outcome.said] as const]);
      expect(leaksIn(places, [...asked, ...answered])).toEqual({});
      expect(provider.requests).toHaveLength(1);
      expect(outcome.failed).toBe(masked !== true);
    },
  );
});

describe('afterwards', () => {
  it('nothing that was asked or answered can be read in what was written down, or in all that was seen', async () => {
    expect(leaksIn(stage.live(), planted)).toEqual({});
    expect(leaksIn(await stage.written(), planted)).toEqual({});
  });
});
