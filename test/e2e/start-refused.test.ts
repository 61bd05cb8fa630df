import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type Companion, createLog, loadConfig, openCompanionStore, startCompanion } from '@sallyport/companion';
import { freePort, startBucket } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nativeFailure } from '../stack/native-failure.ts';

const MARKER = 'marker-c33e';
const log = createLog({ stream: new Writable({ write: (_chunk, _encoding, done) => done() }) });

let folder = '';
let port = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-start-'));
  port = await freePort();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const good = (): string => `version: 1
publicUrl: http://127.0.0.1:${port}
listen: { host: 127.0.0.1, port: ${port} }
dataDir: ./data
rootKeyFile: ./root.key
issuers:
  - issuer: https://login.example
    audience: sallyport
connections:
  - name: openai
    kind: openai
    baseUrl: https://api.openai.com/v1
    baa: true
    credential: { secret: provider-key }
    allow: { subjects: ["*"] }
ledger: { origin: test.sallyport.example/log }
`;

/** Loads a configuration and starts a companion with it. */
async function start(text = good(), databaseUrl?: string): Promise<Companion> {
  const path = join(folder, 'sallyport.yaml');
  await writeFile(path, text);
  const location = { config: await loadConfig(path), ...(databaseUrl === undefined ? {} : { databaseUrl }) };
  return startCompanion({ ...location, log });
}

async function seal(name: string, value = MARKER): Promise<void> {
  const store = await openCompanionStore({ config: await loadConfig(join(folder, 'sallyport.yaml')) });
  await store.secrets.put(name, value);
  await store.close();
}

const writeRootKey = (): Promise<void> =>
  writeFile(join(folder, 'root.key'), randomBytes(32).toString('base64'), { mode: 0o600 });

async function expectRefused(
  starting: Promise<Companion>,
  expected: { readonly code: string; readonly place?: RegExp },
) {
  const { code, said } = await nativeFailure(starting);
  expect(code).toBe(expected.code);
  expect(said).toMatch(expected.place ?? /SallyportError/);
  expect(said).not.toMatch(new RegExp(`${MARKER}|EADDRINUSE|ECONNREFUSED|EACCES|ENOENT`));
}

const BROKEN: readonly (readonly [string, (text: string) => string, RegExp])[] = [
  ['YAML that is none', (text) => `${text}\n  - ${MARKER}: [`, /sallyport\.yaml:\d+:\d+ /],
  ['a key nobody knows', (text) => text.replace('baa:', `${MARKER}:`), /sallyport\.yaml:\d+:\d+ .*openai/],
  ['a key that is missing', (text) => text.replace(/^ledger.*\n/m, ''), /sallyport\.yaml:1:1 .*ledger/],
  [
    'an upstream over http',
    (text) => text.replace('https://api.openai.com', `http://${MARKER}`),
    /sallyport\.yaml:12:\d+ connections\/openai\/baseUrl /,
  ],
  [
    'a port that is none',
    (text) => text.replace(`port: ${port}`, `port: ${MARKER}`),
    /sallyport\.yaml:3:\d+ listen\/port /,
  ],
  [
    'a key that is given twice',
    (text) => text.replace('dataDir:', `dataDir: ${MARKER}\ndataDir:`),
    /sallyport\.yaml:\d+:\d+ /,
  ],
];

describe('a configuration with', () => {
  it.each(BROKEN)('%s stops the start, and says where', async (_, spoil, place) => {
    await expectRefused(start(spoil(good())), { code: 'config_invalid', place });
  });
});

describe('a companion', () => {
  it('does not start without a configuration', async () => {
    await expectRefused(
      loadConfig(join(folder, 'nowhere.yaml')).then(() => start()),
      { code: 'config_invalid', place: /nowhere\.yaml could not be read/ },
    );
  });

  it('does not start without its root key, or with one that others can read', async () => {
    await expectRefused(start(), { code: 'config_invalid', place: /root key file could not be read/ });
    await writeRootKey();
    await chmod(join(folder, 'root.key'), 0o644);
    await expectRefused(start(), { code: 'config_invalid', place: /root key file must be readable by its owner only/ });
    await chmod(join(folder, 'root.key'), 0o600);
  });

  it('does not start without a sealed secret, and names the connection that wants it', async () => {
    const place = /connections\/openai: no secret of this name is sealed/;
    await expectRefused(start(), { code: 'config_invalid', place });
    await seal('another');
    await expectRefused(start(), { code: 'config_invalid', place });
    await seal('provider-key');
  });

  it('does not start without the model, or the sealed key, of an engine', async () => {
    const engines = (config: string) => `${good()}engines: ${config}\n`;
    await expectRefused(start(engines(`{ onnx: { model: ./${MARKER} } }`)), {
      code: 'engine_missing',
      place: /engines\/onnx\/model/,
    });
    await expectRefused(start(engines('{ azurePhi: { endpoint: "https://language.example", secret: none-such } }')), {
      code: 'config_invalid',
      place: /engines\/azurePhi: no secret of this name is sealed/,
    });
  });

  it('does not start with a bucket for recordings that is not locked, or nowhere, or whose keys nobody sealed', async () => {
    const bucket = await startBucket({ objectLock: false });
    const { name, region, endpoint } = bucket;
    const where = `name: ${name}, region: ${region}, endpoint: "${endpoint}", pathStyle: true`;
    const store = `recording: { store: { bucket: { ${where}, credentials: { secret: evidence-keys } } } }`;
    const kept = () => start(`${good()}${store}\n`);
    await expectRefused(kept(), {
      code: 'config_invalid',
      place: /store\/bucket\/credentials: no secret of this name/,
    });
    await seal('evidence-keys', JSON.stringify(bucket.keys));
    await expectRefused(kept(), { code: 'recording_locked', place: /the bucket refuses object lock/ });
    bucket.trouble = 'gone';
    await expectRefused(kept(), { code: 'recording_unavailable', place: /there is no such bucket/ });
    await bucket.close();
    await expectRefused(kept(), { code: 'recording_unavailable', place: /the bucket cannot be reached/ });
  });

  it('does not start where its port is taken, and its data is free again', async () => {
    const squatter = createServer();
    await new Promise<void>((done) => squatter.listen(port, '127.0.0.1', done));
    const refused = expectRefused(start(), { code: 'config_invalid', place: /listen: this address/ });
    await refused.finally(() => new Promise((done) => squatter.close(done)));
  });

  it('does not start on the data of another that runs, nor on a log of another name', async () => {
    const running = await start();
    await expectRefused(start(), { code: 'storage_locked' });
    await running.close();
    const renamed = good().replace('test.sallyport.example', MARKER);
    await expectRefused(start(renamed), { code: 'config_invalid', place: /ledger\/origin/ });
  });

  it('does not start where the database cannot be reached', async () => {
    const url = `postgres://${MARKER}:${MARKER}@127.0.0.1:${await freePort()}/${MARKER}`;
    await expectRefused(start(good(), url), { code: 'ledger_unavailable' });
  });

  it('does not start with another root key', async () => {
    await writeRootKey();
    await expectRefused(start(), { code: 'secret_unsealed' });
  });
});
