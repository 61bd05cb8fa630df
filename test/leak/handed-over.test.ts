import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webCryptoEventSigner } from '@sallyport/ledger';
import { type EventReceiver, freePort, makeSentinels, type Sentinel, startEventReceiver } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, logInWith } from '../stack/admin-callers.ts';
import { runCommand } from '../stack/run-command.ts';
import { type LeakStage, leaksIn, type Places, startLeakStage } from './stage/leak-stage.ts';
import { readableText, readFolder } from './stage/read-folder.ts';

const PATIENTLY = { timeout: 60_000, interval: 50 };
/** The provider's key, and what events are signed with: a stack seals one secret. */
const KEY = `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64')}`;

let stage: LeakStage;
let receiver: EventReceiver;
let auditor: AdminSession;
let metricsPort = 0;
/** Outside of the stack: where events are filed, and the auditor's own machine. */
let outside = '';
const planted: Sentinel[] = [];

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'sallyport-handed-over-'));
  [receiver, metricsPort] = await Promise.all([startEventReceiver({ secret: KEY }), freePort()]);
  const top = `metrics: { port: ${metricsPort} }
sinks:
  - { name: files, file: { folder: "${join(outside, 'events')}" } }
  - { name: hook, webhook: { url: "${receiver.url}", secret: provider-key } }
policy:
  version: 1
  name: handed-over
  rules:
    - { name: never, when: { models: [text-embedding-ada-002] }, then: deny }
    - { name: rest, then: allow }`;
  stage = await startLeakStage({ ...ADMIN_STACK, providerKey: KEY, top });
  const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const behind = { ...stage.stack, companion: { ...stage.stack.companion, url: stage.proxy.url } };
  auditor = await logInWith(behind, ['audit'], await webCryptoEventSigner(jwk));
  const kept = { url: stage.proxy.url, token: auditor.token, key: jwk, expires: Date.now() + 3_600_000 };
  await mkdir(join(outside, 'desk', 'sallyport'), { recursive: true });
  await writeFile(join(outside, 'desk', 'sallyport', 'session.json'), JSON.stringify(kept), { mode: 0o600 });
  for (const door of Object.values(stage.doors)) await call(door);
});
afterAll(async () => {
  await stage?.close();
  await receiver.close();
  await rm(outside, { recursive: true, force: true });
});

/** A call that is sent and one that is denied, full of sentinels. */
async function call({ client }: LeakStage['doors']['plain']): Promise<void> {
  const sentinels = makeSentinels();
  planted.push(...sentinels);
  const input = sentinels.map(({ sentence }) => sentence).join(' ');
  await client.embeddings.create({ model: 'text-embedding-3-small', input });
  const denied = client.embeddings.create({ model: 'text-embedding-ada-002', input });
  await expect(denied).rejects.toThrow();
}

const said = (places: Places) => [...places].filter(([, text]) => text.length === 0).map(([place]) => place);

describe('what leaves the companion beside the calls', () => {
  it('has no identifier in it: events in files and to an endpoint, metrics, what sinks and digests say', async () => {
    const lag = async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    await vi.waitFor(async () => {
      for (const sink of ['files', 'hook'])
        expect(await lag()).toContain(`sallyport_sink_lag_entries{sink="${sink}"} 0`);
    }, PATIENTLY);
    const files = await readFolder(join(outside, 'events'));
    const admin = async (path: string) =>
      (
        await adminCall({ ...stage.stack, companion: { ...stage.stack.companion, url: stage.proxy.url } }, auditor, {
          path,
        })
      ).body;
    const places = new Map<string, Buffer | string>([
      ...[...files].map(([name, bytes]) => [`file ${name}`, bytes] as const),
      ['endpoint', JSON.stringify(receiver.events)],
      ['metrics', await lag()],
      ['sinks', await admin('/v1/admin/sinks')],
      ['digests', await admin('/v1/admin/activity')],
      ...stage.live(),
    ]);
    for (const name of ['onCall summaries', 'process output']) places.delete(name);
    expect(said(places)).toEqual([]);
    expect(receiver.events.length).toBeGreaterThan(8);
    expect(leaksIn(places, planted)).toEqual({});
  });

  it('nor has evidence that is exported: every file of it, its archive, and what the commands say', async () => {
    const bundle = join(outside, 'evidence');
    const run = (...args: readonly string[]) => runCommand(args, '', { XDG_CONFIG_HOME: join(outside, 'desk') });
    const exported = await run('export', bundle, '--zip', join(outside, 'evidence.zip'));
    const verified = await run('verify', join(outside, 'evidence.zip'));
    expect([exported.exitCode, verified.exitCode]).toEqual([0, 0]);
    const files = await readFolder(bundle);
    expect([...files.keys()].some((name) => name.startsWith('recordings'))).toBe(true);
    const places = new Map<string, Buffer | string>([
      ...[...files].map(
        ([name, bytes]) => [`bundle ${name}`, name.endsWith('.jwes') ? readableText(bytes) : bytes] as const,
      ),
      ['export', `${exported.out}\n${exported.err}`],
      ['verify', `${verified.out}\n${verified.err}`],
    ]);
    expect(leaksIn(places, planted)).toEqual({});
  });

  it('and would be found there', () => {
    const places = new Map([['anywhere', planted.map(({ sentence }) => sentence).join(' ')]]);
    expect(leaksIn(places, planted).anywhere).toEqual(planted.map(({ name }) => name));
  });
});
