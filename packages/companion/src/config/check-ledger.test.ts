import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSallyportError } from '@sallyport/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';

const KEY = 'witness.example/sallyport+42fbe1ed+BHlNwgnLqI4/WPjgHRx/AGKuioYRGR9EhmyRdSB9N+5u';
const WITNESS = `url: "https://witness.example/", key: ${KEY}`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-ledger-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(ledger: string, publicUrl = 'https://sallyport.example') {
  const file = join(folder, 'sallyport.yaml');
  await writeFile(
    file,
    `version: 1
publicUrl: ${publicUrl}
dataDir: ./data
rootKeyFile: ./root.key
issuers: [{ issuer: "https://login.example/", audience: sallyport }]
connections:
  - { name: one, kind: openai, baseUrl: "https://api.openai.com/v1", baa: true, credential: { secret: key }, allow: { subjects: ["*"] } }
ledger: { origin: sallyport.example/log, ${ledger} }
`,
  );
  return loadConfig(file);
}

async function place(ledger: string): Promise<string> {
  const refusal: unknown = await load(ledger).then(String, (cause: unknown) => cause);
  return isSallyportError(refusal) ? (refusal.place ?? '') : String(refusal);
}

describe('ledger', () => {
  it('has witnesses, with their defaults', async () => {
    expect((await load(`witnesses: [{ ${WITNESS} }]`)).ledger).toEqual({
      origin: 'sallyport.example/log',
      witnesses: [{ url: 'https://witness.example', key: KEY, insecureHttp: false }],
      unwitnessedSeconds: 900,
    });
  });

  it('needs none where nobody else is served, or where it is said', async () => {
    expect((await load('', 'http://127.0.0.1:8787')).ledger).toEqual({
      origin: 'sallyport.example/log',
      unwitnessedSeconds: 900,
    });
    expect((await load('dangerouslyUnwitnessed: true')).ledger).toMatchObject({ dangerouslyUnwitnessed: true });
  });

  const second = KEY.replace('BHlN', 'BHlO');
  it.each([
    ['nobody to watch it', '', 'ledger needs witnesses, so that a ledger that was rolled back'],
    ['an empty list', 'witnesses: []', 'ledger/witnesses must be a list of 1 to 16 witnesses'],
    ['an opt-out that is none', 'dangerouslyUnwitnessed: false', 'ledger/dangerouslyUnwitnessed must be true'],
    [
      'both',
      `witnesses: [{ ${WITNESS} }], dangerouslyUnwitnessed: true`,
      'ledger/dangerouslyUnwitnessed must not be there where witnesses are',
    ],
    ['http', `witnesses: [{ url: "http://witness.example", key: ${KEY} }]`, 'ledger/witnesses/0/url must be an https'],
    [
      'a metadata address',
      `witnesses: [{ url: "https://169.254.169.254", key: ${KEY} }]`,
      'ledger/witnesses/0/url must',
    ],
    [
      'a key that was changed',
      `witnesses: [{ url: "https://w.example", key: ${second} }]`,
      'ledger/witnesses/0/key must',
    ],
    [
      'one witness twice',
      `witnesses: [{ ${WITNESS} }, { url: "https://w.example", key: ${KEY} }]`,
      'ledger/witnesses/1/key',
    ],
    ['no patience at all', `witnesses: [{ ${WITNESS} }], unwitnessedSeconds: 59`, 'ledger/unwitnessedSeconds must be'],
  ])('refuses %s', async (_, ledger, words) => {
    expect(await place(ledger)).toContain(words);
  });
});
