import { afterEach, describe, expect, it, vi } from 'vitest';
import { guardedStage } from './guarded-client.test-support.ts';
import { VERSIONS } from './openai-versions.test-support.ts';
import { withSallyport } from './with-sallyport.ts';

const stage = guardedStage();
const KEY = 'sk-real-provider-key';
const SSN = '078-05-1120';
const input = { model: 'm', input: 'fever' };

afterEach(() => vi.unstubAllEnvs());

/** Every header under which a key is sent to some model provider. */
const KEY_HEADERS = {
  authorization: `Bearer ${KEY}`,
  'api-key': KEY,
  'x-api-key': KEY,
  'x-goog-api-key': KEY,
  cookie: `session=${KEY}`,
  'openai-organization': 'org-1',
  'openai-project': 'proj-1',
};

describe.each(VERSIONS)('the headers of a guarded client of openai $version', ({ version, openai, OpenAI }) => {
  const clientOf = (options: object = {}) => new OpenAI({ maxRetries: 0, sallyport: stage.settings, ...options });
  const headersSent = () => stage.calls().at(-1)?.headers ?? {};

  it('leave with nothing that tells of the machine, and with no key', async () => {
    const client = clientOf({ apiKey: KEY, organization: 'org-1', project: 'proj-1', defaultHeaders: KEY_HEADERS });
    await client.embeddings.create(input, { headers: { 'x-note': SSN.replaceAll('-', '') } });
    const names = Object.keys(headersSent());
    expect(names.filter((name) => /^x-|stainless|organization|project|cookie|key$/.test(name))).toEqual([]);
    expect(headersSent()['user-agent']).not.toContain('OpenAI');
    expect(JSON.stringify(headersSent())).not.toContain(KEY);
    expect(headersSent()).toMatchObject({ accept: 'application/json', 'content-type': 'application/json' });
  });

  it('keep what an operation needs: its beta and its idempotency key', async () => {
    const headers = { 'OpenAI-Beta': 'assistants=v2', 'Idempotency-Key': 'note-17' };
    await clientOf().embeddings.create(input, { headers });
    expect(headersSent()).toMatchObject({ 'openai-beta': 'assistants=v2', 'idempotency-key': 'note-17' });
  });

  it('are refused when one that goes on holds an identifier', async () => {
    const call = clientOf().embeddings.create(input, { headers: { 'Idempotency-Key': `ssn-${SSN}` } });
    await expect(call).rejects.toMatchObject({ code: 'phi_in_structure' });
    expect(stage.calls()).toEqual([]);
  });

  it('may be set and unset by default and for one call, as in the original', async () => {
    const client = clientOf({ defaultHeaders: { 'X-Default': '2' }, defaultQuery: { 'api-version': 'preview' } });
    const built = async (headers: object) =>
      (await client.buildRequest({ path: '/models', method: 'get', headers } as never)).req.headers.get('x-default');
    expect([await built({}), await built({ 'X-Default': undefined }), await built({ 'X-Default': null })]).toEqual([
      '2',
      '2',
      null,
    ]);
    expect(client.buildURL('/models', null)).toBe('https://api.openai.com/v1/models?api-version=preview');
  });

  // What openai 5 has not is tested on those that have it
  it.each(version > 5 ? [version] : [])(
    'come from OPENAI_CUSTOM_HEADERS too, and a key among them goes nowhere',
    async () => {
      vi.stubEnv('OPENAI_CUSTOM_HEADERS', `Authorization: Bearer ${KEY}\nX-Env: env\nIdempotency-Key: env-1`);
      const client = clientOf();
      const { req } = await client.buildRequest({ path: '/models', method: 'get' });
      expect(req.headers.get('x-env')).toBe('env');
      await client.embeddings.create(input);
      expect(JSON.stringify(headersSent())).not.toContain(KEY);
      expect(headersSent()['idempotency-key']).toBe('env-1');
    },
  );

  it('need no key in the environment, and take none from it', async () => {
    vi.stubEnv('OPENAI_API_KEY', '');
    expect(clientOf().apiKey?.trim()).toBe('sallyport-holds-the-key');
    vi.stubEnv('OPENAI_API_KEY', KEY);
    vi.stubEnv('OPENAI_ADMIN_KEY', KEY);
    const client = clientOf();
    expect(client.apiKey?.trim()).toBe('sallyport-holds-the-key');
    expect(JSON.stringify([client.apiKey, client.adminAPIKey, Reflect.get(client, '_options')])).not.toContain(KEY);
    await client.embeddings.create(input);
    expect(JSON.stringify(headersSent())).not.toContain(KEY);
  });

  it('go by OPENAI_BASE_URL as far as the client is concerned, and to the companion', async () => {
    vi.stubEnv('OPENAI_BASE_URL', 'https://models.example/from-env');
    const client = clientOf();
    expect(client.baseURL).toBe('https://models.example/from-env');
    const { response } = await client.embeddings.create(input).withResponse();
    expect(response.url).toBe('https://models.example/from-env/embeddings');
    vi.stubEnv('OPENAI_BASE_URL', '  ');
    expect(clientOf().baseURL).toBe('https://api.openai.com/v1');
  });

  it('are logged by nobody: OPENAI_LOG=debug says what happened, and to whom the logger belongs', async () => {
    vi.stubEnv('OPENAI_LOG', 'debug');
    const lines: unknown[][] = [];
    const line = (...parts: unknown[]) => void lines.push(parts);
    const logger = { error: line, warn: line, info: line, debug: line };
    const client = withSallyport(new openai.OpenAI({ apiKey: KEY, logger }), stage.settings);
    expect(client.logLevel).toBe('debug');
    const note = { ...input, input: `SSN ${SSN}` };
    await client.embeddings.create(note);
    await client.withOptions({ maxRetries: 0 }).withOptions({}).embeddings.create(note, { headers: KEY_HEADERS });
    const said = JSON.stringify(lines);
    expect(said).toContain('sending request');
    expect(said).toMatch(/post … succeeded with status 200 in \d+ms/);
    expect(said).toContain('"status":200');
    for (const secret of [SSN, KEY, 'fever', 'org-1', 'http']) expect(said).not.toContain(secret);
  });

  it('warn of a level that is none, in the words of the original', () => {
    const warnings: unknown[] = [];
    const quiet = () => undefined;
    const logger = { error: quiet, warn: (line: unknown) => void warnings.push(line), info: quiet, debug: quiet };
    vi.stubEnv('OPENAI_LOG', 'loud');
    const client = clientOf({ logger });
    expect(client.logLevel).toBe('warn');
    expect(warnings).toEqual([
      'process.env[\'OPENAI_LOG\'] was set to "loud", expected one of ["off","error","warn","info","debug"]',
    ]);
  });
});
