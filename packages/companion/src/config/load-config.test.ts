import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSallyportError } from '@sallyport/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';

const SENTINEL = 'Quillonby-Featherstonehaugh';
const GOOD = `version: 1
publicUrl: https://sallyport.example/
listen: { host: 127.0.0.1, port: 8787 }
dataDir: ./data
rootKeyFile: ./root.key
issuers:
  - issuer: https://login.example/
    audience: sallyport
connections:
  - name: openai
    kind: openai
    baseUrl: https://api.openai.com/v1
    baa: true
    credential: { secret: openai-key }
    allow: { subjects: ["*"] }
  - name: ward-model
    kind: openai-compatible
    baseUrl: http://models.internal:8000/v1
    insecureHttp: true
    baa: self_hosted
    credential: { none: true }
    allow: { groups: [clinicians] }
ledger: { origin: sallyport.example/log, dangerouslyUnwitnessed: true }
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(text: string | Uint8Array) {
  const path = join(folder, 'sallyport.yaml');
  await writeFile(path, text);
  return loadConfig(path);
}

async function place(text: string | Uint8Array): Promise<string> {
  const error: unknown = await load(text).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) return 'loaded';
  if (!isSallyportError(error)) throw error;
  expect(error.code).toBe('config_invalid');
  return error.place ?? '';
}

describe('loadConfig', () => {
  it('fills in defaults, resolves paths, strips trailing slashes, freezes and digests', async () => {
    const config = await load(GOOD);
    expect(config).toMatchObject({
      publicUrl: 'https://sallyport.example',
      dataDir: join(folder, 'data'),
      rootKey: { file: join(folder, 'root.key') },
      issuers: [{ issuer: 'https://login.example/', algorithms: ['RS256', 'ES256'] }],
      limits: {
        bodyBytes: 67_108_864,
        largeBodyBytes: 1_048_576,
        textBytes: 1_048_576,
        responseBytes: 16_777_216,
        upstreamTimeoutMs: 60_000,
        concurrentCalls: 256,
        concurrentControlCalls: 64,
        eventsPerMinute: 60_000,
        failuresPerMinute: 60,
        exchangesPerMinute: 60,
        exchangesPerMinutePerAddress: 600,
        depth: 64,
      },
      digest: `sha256:${createHash('sha256').update(GOOD).digest('hex')}`,
    });
    expect(config.connections[0]).toMatchObject({
      senderConstraint: 'dpop',
      clientIntent: 'required',
      insecureHttp: false,
    });
    expect(config.connections[0]).not.toHaveProperty('bearer');
    expect(config).not.toHaveProperty('tempDir');
    expect(Object.isFrozen(config.connections[1]?.allow[0]?.groups)).toBe(true);
  });

  it('takes the paths of certificates from the folder of the file', async () => {
    const tls =
      'tls: { caFile: ./ca.pem, certFile: /etc/client.pem, keyFile: keys/client.key, serverName: models.internal }';
    const config = await load(GOOD.replace('    baa: true', `    baa: true\n    ${tls}`));
    expect(config.connections[0]?.tls).toEqual({
      caFile: join(folder, 'ca.pem'),
      certFile: '/etc/client.pem',
      keyFile: join(folder, 'keys/client.key'),
      serverName: 'models.internal',
    });
    expect(config.connections[0]?.privateNetwork).toBe(false);
  });

  it.each([
    [
      'an http URL',
      GOOD.replace('https://api.openai.com/v1', 'http://api.openai.com/v1'),
      ':12:14 connections/openai/baseUrl must be an https URL',
    ],
    [
      'credentials in a URL',
      GOOD.replace('https://api.', `https://ann:${SENTINEL}@api.`),
      ':12:14 connections/openai/baseUrl must be an https URL',
    ],
    [
      'a misspelt key',
      GOOD.replace('baseUrl: https://api', 'baseurl: https://api'),
      ':12:5 connections/openai has an unknown key: did you mean baseUrl?',
    ],
    ['an unknown key', GOOD.replace('ledger:', `${SENTINEL}: 1\nledger:`), ':23:1 has an unknown key'],
    ['a missing key', GOOD.replace('    audience: sallyport\n', ''), ':7:5 issuers/0 must have audience'],
    ['a wrong type', GOOD.replace('port: 8787', `port: ${SENTINEL}`), ':3:34 listen/port must be a port number'],
    [
      'a duplicate key',
      GOOD.replace('    kind: openai\n', `    kind: openai\n    kind: ${SENTINEL}\n`),
      ':12:5 names one key twice',
    ],
    [
      'HS256',
      GOOD.replace('audience: sallyport', 'audience: sallyport\n    algorithms: [HS256]'),
      ':9:18 issuers/0/algorithms/0 must be one of RS256',
    ],
    [
      'none as algorithm',
      GOOD.replace('audience: sallyport', 'audience: sallyport\n    algorithms: [none]'),
      ':9:18 issuers/0/algorithms/0 must be one of RS256',
    ],
    [
      'a key inside the data',
      GOOD.replace('./root.key', './data/root.key'),
      ':5:14 rootKeyFile must lie outside dataDir',
    ],
    [
      'no credential outside',
      GOOD.replace('{ secret: openai-key }', '{ none: true }'),
      ':14:17 connections/openai/credential may be none only',
    ],
    [
      'two credentials',
      GOOD.replace('{ secret: openai-key }', '{ secret: a, none: true }'),
      ':14:17 connections/openai/credential must be either',
    ],
    [
      'nobody allowed',
      GOOD.replace('{ subjects: ["*"] }', '{}'),
      ':15:12 connections/openai/allow must be a list of subjects or groups',
    ],
    [
      'one name twice',
      GOOD.replace('name: ward-model', 'name: openai'),
      ':16:11 connections/openai/name must be unique',
    ],
    [
      'an address of this link',
      GOOD.replace('http://models.internal:8000', 'http://169.254.169.254'),
      ':18:14 connections/ward-model/baseUrl must not name an address that is never called',
    ],
    [
      'an address of this link in disguise',
      GOOD.replace('http://models.internal:8000', 'http://[::ffff:a9fe:a9fe]'),
      ':18:14 connections/ward-model/baseUrl must not name an address that is never called',
    ],
    [
      'a certificate without its key',
      GOOD.replace('    baa: true', '    baa: true\n    tls: { certFile: ./client.pem }'),
      ':14:10 connections/openai/tls must be a set of caFile, certFile with keyFile, serverName',
    ],
    [
      'a way not to verify',
      GOOD.replace('    baa: true', '    baa: true\n    tls: { rejectUnauthorized: false }'),
      ':14:12 connections/openai/tls has an unknown key',
    ],
    [
      'certificates where there is no TLS',
      GOOD.replace('    insecureHttp: true', '    insecureHttp: true\n    tls: { caFile: ./ca.pem }'),
      ':20:10 connections/ward-model/tls is only for a baseUrl that is https',
    ],
    [
      'an origin with a space',
      GOOD.replace('sallyport.example/log', 'a b'),
      ':23:19 ledger/origin must be a log origin',
    ],
    ['text that is not YAML', `${GOOD}\n  }: [${SENTINEL}`, ' is not valid YAML'],
    ['a tag', GOOD.replace('./data', '!!js/function x'), ':4:10 has a tag that is not allowed'],
    ['two documents', `${GOOD}---\na: 1\n`, 'holds more than one document'],
    ['an empty file', '', ':1:1 '],
  ])('refuses %s, saying where', async (_, text, expected) => {
    const said = await place(text);
    expect(said.startsWith('sallyport.yaml')).toBe(true);
    expect(said).toContain(expected);
    expect(said).not.toContain(SENTINEL);
  });

  it('requires an issuer beside listed names when several issuers are configured', async () => {
    const two = GOOD.replace(
      'connections:',
      '  - { issuer: "https://two.example/", audience: sallyport }\nconnections:',
    );
    expect(await place(two)).toContain('connections/ward-model/allow must have issuer');
    const named = two.replace('[clinicians]', '[clinicians], issuer: "https://two.example/"');
    expect(await place(named)).toBe('loaded');
    expect(
      await place(named.replace('issuer: "https://two.example/" }\nledger', 'issuer: "https://x.example/" }\nledger')),
    ).toContain('connections/ward-model/allow must name a configured issuer');
  });

  it('makes a list of one rule, and takes a list as it is', async () => {
    expect((await load(GOOD)).connections.map(({ allow }) => allow)).toEqual([
      [{ subjects: ['*'] }],
      [{ groups: ['clinicians'] }],
    ]);
    const rules = '[{ groups: [a], operations: [embeddings.create, "chat.*"] }, { subjects: ["*"], nature: service }]';
    const [, ward] = (await load(GOOD.replace('{ groups: [clinicians] }', rules))).connections;
    expect(ward?.allow).toEqual([
      { groups: ['a'], operations: ['embeddings.create', 'chat.*'] },
      { subjects: ['*'], nature: 'service' },
    ]);
  });

  it.each([
    ['[]', ':22:12 connections/ward-model/allow must be a list of rules'],
    ['everybody', ':22:12 connections/ward-model/allow must be a list of subjects or groups'],
    ['[{ groups: [a] }, { groups: [] }]', ':22:40 connections/ward-model/allow/1/groups must be a list of groups'],
    ['[{ operations: [a.b] }]', ':22:13 connections/ward-model/allow/0 must be a list of subjects or groups'],
    [
      '{ groups: [a], operations: ["*"] }',
      'allow/operations/0 must be an operation such as embeddings.create or chat.*',
    ],
    ['{ groups: [a], operations: ["chat*"] }', 'allow/operations/0 must be an operation'],
    ['{ groups: [a], nature: robot }', 'allow/nature must be person or service'],
    ['{ group: [a] }', 'connections/ward-model/allow has an unknown key: did you mean groups?'],
    [
      '[{ groups: [a] }, { groups: [b], issuer: "https://x.example/" }]',
      ':22:30 connections/ward-model/allow/1 must name a configured issuer',
    ],
  ])('refuses allow: %s', async (allow, expected) => {
    expect(await place(GOOD.replace('{ groups: [clinicians] }', allow))).toContain(expected);
  });

  it.each([
    ['10.0.0.1', ':24:18 trustedProxies/0 must be a network'],
    ['10.0.0.0/8, "*"', ':24:30 trustedProxies/1 must be a network'],
    ['::ffff:10.0.0.0/104', 'trustedProxies/0 must be a network'],
  ])('refuses to trust %s', async (networks, expected) => {
    expect(await place(`${GOOD}trustedProxies: [${networks}]\n`)).toContain(expected);
  });

  it('takes a folder for temporary files from the folder of the file', async () => {
    expect(await load(`${GOOD}tempDir: ./tmp\n`)).toMatchObject({ tempDir: join(folder, 'tmp') });
    expect(await load(`${GOOD}tempDir: /var/tmp\n`)).toMatchObject({ tempDir: '/var/tmp' });
  });

  it.each([
    ['bodyBytes: 0', ':24:22 limits/bodyBytes must be a number of bytes from 1 to 1073741824'],
    ['bodyBytes: 1073741825', ':24:22 limits/bodyBytes must be a number of bytes from 1 to 1073741824'],
    ['largeBodyBytes: 1073741825', ':24:27 limits/largeBodyBytes must be a number of bytes from 1 to 1073741824'],
    ['textBytes: 67108865', ':24:22 limits/textBytes must be a number of bytes from 1 to 67108864'],
    ['eventsPerMinute: 255', ':24:28 limits/eventsPerMinute must be a number from 256 to 10000000'],
    ['failuresPerMinute: 0', ':24:30 limits/failuresPerMinute must be a number from 1 to 1000000'],
    ['exchangesPerMinute: 0', ':24:31 limits/exchangesPerMinute must be a number from 1 to 1000000'],
    ['concurrentControlCalls: 1.5', ':24:35 limits/concurrentControlCalls must be a number from 1 to 65536'],
    ['failurePerMinute: 1', ':24:11 limits has an unknown key: did you mean failuresPerMinute?'],
  ])('refuses limits: { %s }', async (limit, expected) => {
    expect(await place(`${GOOD}limits: { ${limit} }\n`)).toContain(expected);
  });

  it('fills in what engines leave out, and resolves the folder of a model', async () => {
    const text = `${GOOD}engines: { presidio: { url: "http://127.0.0.1:5002" }, onnx: { model: ./deid } }\n`;
    expect((await load(text)).engines).toEqual({
      onFailure: 'refuse',
      presidio: { url: 'http://127.0.0.1:5002', insecureHttp: false, language: 'en', timeoutMs: 10_000 },
      onnx: { model: join(folder, 'deid'), dtype: 'fp32', timeoutMs: 60_000 },
    });
    expect(await load(GOOD)).not.toHaveProperty('engines');
    const all = `${GOOD}engines:
  onFailure: dangerouslyIgnore
  presidio: { url: "http://presidio.internal:3000", insecureHttp: true, entities: [PERSON], minScore: 0.5 }
  azurePhi: { endpoint: "https://x.cognitiveservices.azure.com/", secret: azure-key, language: es, timeoutMs: 5000 }
  comprehendMedical: { region: us-gov-west-1, minScore: 0.4 }
`;
    expect(await place(all)).toBe('loaded');
  });

  it.each([
    ['{}', ':24:10 engines must be at least one of presidio, azurePhi, comprehendMedical, onnx'],
    ['{ onFailure: refuse }', ':24:10 engines must be at least one of'],
    ['{ onFailure: ignore, presidio: { url: "https://p" } }', 'engines/onFailure must be refuse or dangerouslyIgnore'],
    ['{ presidio: {} }', ':24:22 engines/presidio must have url'],
    ['{ presidio: { url: "http://p.example" } }', 'engines/presidio/url must be an https URL'],
    ['{ presidio: { url: "https://p", entities: [person] } }', 'entities/0 must be the name of an entity'],
    ['{ presidio: { url: "https://p", minScore: 35 } }', 'engines/presidio/minScore must be a number from 0 to 1'],
    ['{ azurePhi: { endpoint: "https://x", key: abc } }', 'engines/azurePhi has an unknown key'],
    ['{ azurePhi: { endpoint: "http://x", secret: k } }', 'engines/azurePhi/endpoint must be an https URL'],
    ['{ comprehendMedical: { region: "us east" } }', 'region must be an AWS region such as us-east-1'],
    ['{ onnx: { model: ./m, dtype: q3 } }', 'engines/onnx/dtype must be one of fp32'],
    ['{ onnx: { model: ./m, timeoutMs: 1 } }', 'timeoutMs must be a number of milliseconds from 100 to 600000'],
    ['{ presido: { url: "https://p" } }', 'engines has an unknown key: did you mean presidio?'],
  ])('refuses engines: %s', async (engines, expected) => {
    expect(await place(`${GOOD}engines: ${engines}\n`)).toContain(expected);
  });

  it('allows a few aliases and refuses many', async () => {
    const aliases = (count: number) => GOOD.replace('subjects: ["*"]', `subjects: [&a one${', *a'.repeat(count)}]`);
    expect(await place(aliases(1))).toContain('must not name one thing twice');
    expect(await place(aliases(17))).toContain('has too many aliases');
  });

  it('survives bytes that are not UTF-8, hostile depth and a missing file', async () => {
    expect(await place(new Uint8Array([0xff, 0xfe, 0x41]))).toBe('sallyport.yaml is not valid UTF-8');
    expect(await place(`version: ${'['.repeat(200_000)}`)).not.toBe('loaded');
    await expect(loadConfig(join(folder, 'absent.yaml'))).rejects.toMatchObject({
      place: 'absent.yaml could not be read',
    });
  });

  it('answers any text with a configuration or config_invalid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), fc.nat(GOOD.length), async (noise, at) => {
        expect(typeof (await place(GOOD.slice(0, at) + noise + GOOD.slice(at)))).toBe('string');
      }),
      { numRuns: 100 },
    );
  });
});
