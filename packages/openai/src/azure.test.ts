import { describe, expect, it } from 'vitest';
import { chatAnswer } from './chat-answers.test-support.ts';
import { guardedStage } from './guarded-client.test-support.ts';
import { VERSIONS } from './openai-versions.test-support.ts';
import { withSallyport } from './with-sallyport.ts';

const stage = guardedStage();
const KEY = 'azure-real-key';
const SSN = '078-05-1120';
const AT = { endpoint: 'https://res.openai.azure.com', apiVersion: '2024-10-21' };
const chat = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: `SSN ${SSN}` }] };

describe.each(VERSIONS)('AzureOpenAI of openai $version', ({ openai, OpenAI, AzureOpenAI }) => {
  const asked: string[] = [];
  const entra = async () => {
    asked.push('token');
    return KEY;
  };
  /** Ways to have a client: made here or wrapped, with a key or with a token of Entra. */
  const ways: readonly (readonly [string, () => InstanceType<typeof AzureOpenAI>])[] = [
    ['made with a key', () => new AzureOpenAI({ ...AT, apiKey: KEY, sallyport: stage.settings })],
    [
      'made with a token provider',
      () => new AzureOpenAI({ ...AT, azureADTokenProvider: entra, sallyport: stage.settings }),
    ],
    ['wrapped, with a key', () => withSallyport(new openai.AzureOpenAI({ ...AT, apiKey: KEY }), stage.settings)],
    [
      'wrapped, with a token provider',
      () => withSallyport(new openai.AzureOpenAI({ ...AT, azureADTokenProvider: entra }), stage.settings),
    ],
  ];

  it.each(ways)('%s calls the deployment through the companion, and its credential goes nowhere', async (_, make) => {
    const client = make();
    expect(client).toBeInstanceOf(openai.AzureOpenAI);
    expect(client).toBeInstanceOf(AzureOpenAI);
    expect(client).toBeInstanceOf(OpenAI);
    stage.companion.answer = () => chatAnswer({ content: 'Noted.' });
    const { data, response } = await client.chat.completions.create(chat).withResponse();
    expect(data.choices[0]?.message.content).toBe('Noted.');
    expect(response.url).toBe(
      'https://res.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21',
    );
    expect(stage.calls().map(({ path }) => path)).toEqual([
      '/c/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21',
    ]);
    const sent = JSON.stringify(stage.calls().map(({ headers, body }) => [headers, body.toString()]));
    expect(sent).toContain('[SSN]');
    for (const secret of [KEY, SSN]) expect(sent).not.toContain(secret);
    expect(asked).toEqual([]);
  });

  it('reads its endpoint and version from the environment as the original does, and demands no key', () => {
    expect(() => new AzureOpenAI({ endpoint: AT.endpoint, sallyport: stage.settings } as never)).toThrow(
      /OPENAI_API_VERSION/,
    );
    expect(() => new AzureOpenAI({ apiVersion: AT.apiVersion, sallyport: stage.settings })).toThrow(/endpoint/);
    expect(new AzureOpenAI({ ...AT, sallyport: stage.settings }).baseURL).toBe(`${AT.endpoint}/openai`);
  });
});
