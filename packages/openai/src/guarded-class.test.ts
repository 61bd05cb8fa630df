import * as openai7 from 'openai';
import { describe, expect, it } from 'vitest';
import { guardedStage } from './guarded-client.test-support.ts';
import * as guarded from './index.ts';
import { VERSIONS } from './openai-versions.test-support.ts';

const stage = guardedStage();
const MODEL = 'text-embedding-3-small';
const KEY = 'sk-real-provider-key';

describe('the package', () => {
  it('exports the guarded class by default and by name, beside all that openai exports', () => {
    expect(guarded.default).toBe(guarded.OpenAI);
    expect(guarded.OpenAI).not.toBe(openai7.OpenAI);
    expect(Object.keys(guarded)).toEqual(expect.arrayContaining(Object.keys(openai7)));
    const own = ['default', 'OpenAI', 'AzureOpenAI', 'BedrockOpenAI'];
    for (const name of Object.keys(openai7).filter((key) => !own.includes(key))) {
      expect(Reflect.get(guarded, name)).toBe(Reflect.get(openai7, name));
    }
  });
});

describe.each(VERSIONS)('the guarded class of openai $version', ({ openai, OpenAI, AzureOpenAI, BedrockOpenAI }) => {
  const { APIError, OpenAI: Base, AzureOpenAI: BaseAzure } = openai;

  it('is an OpenAI in both directions, and shares its statics', () => {
    const client = new OpenAI({ sallyport: stage.settings });
    expect(client).toBeInstanceOf(Base);
    expect(client).toBeInstanceOf(OpenAI);
    expect(new Base({ apiKey: KEY })).toBeInstanceOf(OpenAI);
    expect(OpenAI.APIError).toBe(APIError);
    for (const name of Object.getOwnPropertyNames(Base).filter((key) => key !== 'OpenAI'))
      expect(Reflect.get(OpenAI, name)).toBe(Reflect.get(Base, name));
  });

  it('leads to no unguarded class by its statics', () => {
    expect(OpenAI.OpenAI).toBe(OpenAI);
    expect(AzureOpenAI.OpenAI).toBe(OpenAI);
  });

  it('leads to no unguarded class by its clients, nor by clones of them', () => {
    const client = new OpenAI({ sallyport: stage.settings });
    for (const made of [client, client.withOptions({ maxRetries: 0 })]) {
      expect(made.constructor).toBe(OpenAI);
      expect(Object.keys(made)).not.toContain('constructor');
    }
    class Notes extends OpenAI {}
    expect(new Notes({ sallyport: stage.settings }).constructor).toBe(Notes);
  });

  it('sends everything to the companion, under a grant and never under the key it was given', async () => {
    const client = new OpenAI({ apiKey: KEY, adminAPIKey: KEY, organization: 'org-1', sallyport: stage.settings });
    const { data } = await client.embeddings.create({ model: MODEL, input: 'fever' });
    expect(data[0]?.embedding).toEqual([1]);
    expect(stage.calls().map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /c/openai/embeddings']);
    expect(stage.companion.grants).toContain(stage.calls()[0]?.headers.authorization?.replace(/^DPoP /, ''));
    expect(JSON.stringify(stage.calls()[0]?.headers)).not.toContain(KEY);
    expect(client.apiKey).not.toContain(KEY);
  });

  it('can be extended, and clones of the subclass lead to the same companion', async () => {
    class Notes extends OpenAI {
      readonly greeting = 'hello';
      embed = async (input: string) => (await this.embeddings.create({ model: MODEL, input })).data;
    }
    const notes = new Notes({ sallyport: stage.settings });
    expect(await notes.embed('fever')).toHaveLength(1);
    const clone = notes.withOptions({ maxRetries: 0 });
    expect(clone).toBeInstanceOf(Notes);
    expect(await clone.embed('cough')).toHaveLength(1);
    expect(stage.calls()).toHaveLength(2);
  });

  it('keeps deployment and api-version of AzureOpenAI, and no credential of it', async () => {
    const azureADTokenProvider = async () => KEY;
    const client = new AzureOpenAI({
      endpoint: 'https://res.openai.azure.com/',
      deployment: 'notes',
      apiVersion: '2024-10-21',
      azureADTokenProvider,
      sallyport: stage.settings,
    });
    expect(client).toBeInstanceOf(BaseAzure);
    await client.embeddings.create({ model: MODEL, input: 'fever' });
    // Before openai 7 a clone of an Azure client must be told these again.
    const again = { apiVersion: '2024-10-21', deployment: 'notes', maxRetries: 1 };
    await client.withOptions(again).embeddings.create({ model: MODEL, input: 'fever' });
    const path = '/c/openai/deployments/notes/embeddings?api-version=2024-10-21';
    expect(stage.calls().map((call) => call.path)).toEqual([path, path]);
    expect(JSON.stringify(stage.calls())).not.toContain(KEY);
  });

  it('drops the token provider of BedrockOpenAI', async () => {
    const Bedrock = BedrockOpenAI ?? OpenAI;
    const client = new Bedrock({
      bedrockTokenProvider: async () => KEY,
      awsRegion: 'us-east-1',
      sallyport: stage.settings,
    } as never);
    await client.embeddings.create({ model: MODEL, input: 'fever' });
    await client.withOptions({ maxRetries: 0 }).embeddings.create({ model: MODEL, input: 'fever' });
    expect(stage.calls().map((call) => call.path)).toEqual(['/c/openai/embeddings', '/c/openai/embeddings']);
  });

  it('refuses an X.509 credential, whose transport goes past fetch', () => {
    const make = (own: object) => () => new OpenAI({ ...own, sallyport: stage.settings });
    expect(make({ credential: {} })).toThrow(
      expect.objectContaining({ code: 'config_invalid', place: 'openai credential' }),
    );
    expect(make({ x509Transport: {} })).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });

  it('names the variable that is missing in the environment', () => {
    const place = (variable: string) => expect.objectContaining({ code: 'config_invalid', place: variable });
    expect(() => new OpenAI()).toThrow(place('SALLYPORT_URL'));
    expect(() => new OpenAI({ sallyport: { companion: stage.companion.url } })).toThrow(place('SALLYPORT_OIDC_ISSUER'));
    expect(() => new OpenAI({ sallyport: { ...stage.settings, companion: 'http://elsewhere.example' } })).toThrow(
      place('companion'),
    );
  });
});
