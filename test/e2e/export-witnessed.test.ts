import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCheckpoint, webCryptoEventSigner } from '@sallyport/ledger';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ADMIN_STACK, logInWith } from '../stack/admin-callers.ts';
import { runCommand } from '../stack/run-command.ts';
import { openWitnessed, type Served, type Witnessed } from '../stack/start-witnessed.ts';

const MINUTE = 61_000;
const PATIENTLY = { timeout: 60_000, interval: 200 };

let witnessed: Witnessed;
let served: Served;
let env: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  witnessed = await openWitnessed({ ...ADMIN_STACK, admin: 'clientId: sallyport-cli, roles: { auditor: [audit] }' });
  await witnessed.startWitness();
  served = await witnessed.serve();
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const parties = { companion: served.companion, identityProvider: witnessed.identityProvider };
  const { token } = await logInWith(parties, ['audit'], await webCryptoEventSigner(key));
  const kept = { url: served.companion.url, token, key, expires: Date.now() + 3_000_000 };
  await mkdir(join(witnessed.folder, 'sallyport'));
  await writeFile(join(witnessed.folder, 'sallyport', 'session.json'), JSON.stringify(kept), { mode: 0o600 });
  env = { XDG_CONFIG_HOME: witnessed.folder };
});
afterAll(async () => {
  await served?.companion.close();
  await witnessed?.close();
});

/** Waits until a witness has seen the log, and gives how large it was. */
function seen(large: (size: number) => boolean): Promise<number> {
  return vi.waitFor(async () => {
    const size = readCheckpoint((await served.get('/log/witnessed')).body)?.size ?? -1;
    expect(large(size)).toBe(true);
    return size;
  }, PATIENTLY);
}

it.each([
  ['when it was empty', false],
  ['when it had entries', true],
])('holds the latest state of the log that a witness has seen: %s', async (name, grown) => {
  expect((await served.call()).status).toBe(200);
  if (grown) served.advance(MINUTE);
  const least = await seen((size) => (grown ? size > 0 : size >= 0));
  // Back, for the command lives by the system's clock.
  if (grown) served.advance(-MINUTE);
  const folder = join(witnessed.folder, name);
  const { exitCode, out, err } = await runCommand(['export', folder], '', env);
  expect([exitCode, err]).toEqual([0, '']);
  expect(out).toMatch(/\nVERIFIED\n$/);
  const note = await readFile(join(folder, 'witnessed'), 'utf8');
  const head = readCheckpoint(await readFile(join(folder, 'checkpoint'), 'utf8'))?.size ?? 0;
  expect(note).toContain('witness.example/w1');
  expect(readCheckpoint(note)?.size).toBeGreaterThanOrEqual(least);
  expect(readCheckpoint(note)?.size).toBeLessThanOrEqual(head);
  expect(await readFile(join(folder, 'summary.json'), 'utf8')).toContain('witness.example/w1');
  const verified = await runCommand(['verify', folder]);
  expect(verified).toMatchObject({ exitCode: 0, out: expect.stringMatching(/\nVERIFIED\n$/) });
});
