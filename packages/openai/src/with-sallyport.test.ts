import { inspect } from 'node:util';
import { completeSettings, guardFetch } from '@sallyport/guard';
import type { OpenAI as Base } from 'openai';
import { bedrock } from 'openai/providers/bedrock';
import { bedrock as bedrock6 } from 'openai-6/providers/bedrock';
import { describe, expect, it, vi } from 'vitest';
import { guardedStage } from './guarded-client.test-support.ts';
import { VERSIONS } from './openai-versions.test-support.ts';
import { withSallyport } from './with-sallyport.ts';

const stage = guardedStage();
const KEY = 'sk-real-provider-key';
const NOTE = 'SSN: 078-05-1120.';
const input = { model: 'text-embedding-3-small', input: NOTE };
const embed = (client: Base) => client.embeddings.create(input);

/** A fetch that must never see the text, and what it saw. */
function spyingFetch() {
  const seen: string[] = [];
  const spy: typeof fetch = async (url, init) => {
    seen.push(
      `${String(url)} ${String(new Headers(init?.headers).get('authorization'))} ${await new Response(init?.body).text()}`,
    );
    return fetch(url, init);
  };
  return { seen, spy };
}

describe.each(VERSIONS)('withSallyport on openai $version', ({ version, openai, OpenAI }) => {
  const Original = openai.OpenAI;
  const provider = (version === 6 ? bedrock6 : bedrock) as typeof bedrock;

  it('guards an existing client in place, once, and drops its key', async () => {
    const { seen, spy } = spyingFetch();
    const client = new Original({ apiKey: KEY, adminAPIKey: KEY, fetch: spy });
    expect(withSallyport(client, stage.settings)).toBe(client);
    expect(withSallyport(client, { ...stage.settings, connection: 'other' })).toBe(client);
    await embed(client);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toContain(`${stage.companion.url}/c/openai/embeddings DPoP ${stage.companion.grants.at(-1)}`);
    expect(seen[0]).toContain('[SSN]');
    expect(seen[0]).not.toContain('078-05-1120');
    expect(inspect(client, { depth: 1 })).not.toContain(KEY);
  });

  it('drops a key that is a function, which would be asked for a new key at every call', async () => {
    let asked = 0;
    const apiKey = async () => {
      asked += 1;
      return KEY;
    };
    const client = withSallyport(new Original({ apiKey }), stage.settings);
    await embed(client);
    await embed(client.withOptions({ maxRetries: 0 }));
    await embed(client.withOptions({ apiKey }));
    expect(asked).toBe(0);
    expect(client.apiKey).not.toBe(KEY);
    expect(JSON.stringify(stage.calls().map(({ headers }) => headers))).not.toContain(KEY);
  });

  // What openai 5 has not is tested on those that have it
  it.each(version > 5 ? [version] : [])(
    'drops a workload identity, which would be exchanged past the guard',
    async () => {
      const { seen, spy } = spyingFetch();
      const provider = { tokenType: 'jwt' as const, getToken: async () => KEY };
      const workloadIdentity = { identityProviderId: 'idp', serviceAccountId: 'sa', provider };
      const client = withSallyport(new Original({ workloadIdentity, fetch: spy }), stage.settings);
      await embed(client);
      expect(seen).toHaveLength(1);
      expect(seen[0]).toContain('/c/openai/embeddings');
    },
  );

  // What openai 5 has not is tested on those that have it
  it.each(version > 5 ? [version] : [])('drops the token provider of Bedrock, and of its clones', async () => {
    let asked = 0;
    const bedrockTokenProvider = async () => {
      asked += 1;
      return KEY;
    };
    const Bedrock = openai.BedrockOpenAI;
    const client = withSallyport(new Bedrock({ awsRegion: 'us-east-1', bedrockTokenProvider }), stage.settings);
    await embed(client);
    await embed(client.withOptions({ maxRetries: 0 }));
    expect(asked).toBe(0);
    expect(stage.calls().map(({ path }) => path)).toEqual(['/c/openai/embeddings', '/c/openai/embeddings']);
    expect(JSON.stringify(stage.calls().map(({ headers }) => headers))).not.toContain(KEY);
  });

  it('guards a subclass of somebody else, and its clones', async () => {
    class Notes extends Original {
      readonly ward = 'B4';
    }
    const notes = withSallyport(new Notes({ apiKey: KEY }), stage.settings);
    await embed(notes);
    const clone = notes.withOptions({ maxRetries: 0 });
    expect(clone).toBeInstanceOf(Notes);
    await embed(clone);
    expect(stage.calls()).toHaveLength(2);
    expect(
      stage
        .calls()
        .map(({ body }) => body.toString())
        .join(),
    ).not.toContain('078-05-1120');
  });

  it('guards once what another copy of this package has guarded, or a guarded fetch has', async () => {
    vi.resetModules();
    const copy = (await import('./with-sallyport.ts')) as { readonly withSallyport: typeof withSallyport };
    expect(copy.withSallyport).not.toBe(withSallyport);
    // Another copy has another key, and an identity token belongs to the first key that shows it.
    const type = 'urn:ietf:params:oauth:token-type:jwt' as const;
    const tokenSource = { getToken: async () => ({ token: crypto.randomUUID(), type }) };
    const client = copy.withSallyport(new Original({ apiKey: KEY }), { ...stage.settings, tokenSource });
    expect(withSallyport(client, { ...stage.settings, connection: 'other' })).toBe(client);
    await embed(client);
    const fetchOf = guardFetch(fetch, { ...completeSettings(stage.settings, {}), baseUrl: client.baseURL });
    await embed(new OpenAI({ fetch: fetchOf, sallyport: stage.settings }));
    expect(stage.calls().map(({ path }) => path)).toEqual(['/c/openai/embeddings', '/c/openai/embeddings']);
  });

  it.each<[string, (client: Base) => Base]>([
    ['nothing', (client) => client.withOptions({})],
    ['maxRetries', (client) => client.withOptions({ maxRetries: 5 })],
    ['another baseURL', (client) => client.withOptions({ baseURL: 'https://models.example/v1' })],
    ['another key', (client) => client.withOptions({ apiKey: KEY })],
    ['another fetch', (client) => client.withOptions({ fetch: (url, init) => fetch(url, init) })],
    ['a provider', (client) => client.withOptions({ provider: provider({ region: 'us-east-1', apiKey: KEY }) })],
    ['a clone of a clone', (client) => client.withOptions({}).withOptions({ timeout: 9_000 })],
  ])('keeps guarding clones: withOptions of %s', async (_, cloned) => {
    const clone = cloned(withSallyport(new Original({ apiKey: KEY }), stage.settings));
    await embed(clone);
    expect(stage.calls().map(({ path }) => path)).toEqual(['/c/openai/embeddings']);
    expect(stage.calls()[0]?.body.toString()).toContain('[SSN]');
    expect(JSON.stringify(stage.calls()[0]?.headers)).not.toContain(KEY);
    expect(clone.apiKey).not.toBe(KEY);
  });

  it('lets a clone go by another connection', async () => {
    const client = new OpenAI({ sallyport: stage.settings });
    await embed(client.withOptions({ sallyport: { ...stage.settings, connection: 'other' } }));
    expect(stage.calls().map(({ path }) => path)).toEqual(['/c/other/embeddings']);
  });

  it('guards a fetch that is assigned later', async () => {
    const { seen, spy } = spyingFetch();
    const client = new OpenAI({ sallyport: stage.settings });
    Reflect.set(client, 'fetch', spy);
    await embed(client);
    await embed(client.withOptions({}));
    expect(seen).toHaveLength(2);
    expect(seen.join()).not.toContain('078-05-1120');
  });

  it('refuses a client with an X.509 transport', () => {
    const client = new Original({ apiKey: KEY });
    Object.assign(Reflect.get(client, '_options'), { x509Transport: {} });
    expect(() => withSallyport(client, stage.settings)).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });
});
