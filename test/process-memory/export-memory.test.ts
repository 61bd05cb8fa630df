import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventFacts } from '@sallyport/core';
import { webCryptoEventSigner } from '@sallyport/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN_STACK, logInWith } from '../stack/admin-callers.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const LOAD_QUICKLY = new URL('../chaos/process/load-quickly.ts', import.meta.url);
const CHILD = new URL('./export-child.ts', import.meta.url);

/** Enough that a process which kept them would show it; a soak takes `EXPORTED_ENTRIES=1000000`. */
const { EXPORTED_ENTRIES = '8000' } = process.env;
const MORE = Number(EXPORTED_ENTRIES);
const FEW = 1_000;
const LONG = { timeout: 600_000 + MORE * 10 };

/** What is kept of each entry: the ids of the event and of its session, for none may come twice. An entry that is read has ten times as much. */
const BYTES_AN_ENTRY = 150;
/** What a short export may not have come to yet: what is on its way in a long one. */
const ON_ITS_WAY = 8_000_000;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ ...ADMIN_STACK, admin: 'clientId: sallyport-cli, roles: { auditor: [audit] }' });
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const { token } = await logInWith(stack, ['audit'], await webCryptoEventSigner(key));
  const kept = { url: stack.companion.url, token, key, expires: Date.now() + 3_600_000 };
  await mkdir(join(stack.folder, 'sallyport'));
  await writeFile(join(stack.folder, 'sallyport', 'session.json'), JSON.stringify(kept), { mode: 0o600 });
});
afterAll(() => stack?.close());

/** Records calls of twenty invented services, two entries each. */
async function record(entries: number): Promise<void> {
  for (let left = entries / 2; left > 0; left -= 250) {
    const calls = Array.from({ length: Math.min(250, left) }, (_, at) => callOf(at % 20));
    await stack.companion.ledger.commit(calls.flat());
  }
}

function callOf(service: number) {
  const identity = { issuer: 'https://login.example/', subject: `service-${service}` };
  const details = { sessionId: crypto.randomUUID(), connection: 'openai', operation: 'embeddings.create' };
  const item = (kind: EventFacts['kind']) => {
    const id = crypto.randomUUID();
    return { facts: { id, kind, time: Date.now(), status: 'success', identity, details } as const };
  };
  return [item('session.intent'), item('session.outcome')];
}

/** Exports all in a process of its own, and gives the most memory that was kept there. */
async function memoryOf(folder: string): Promise<number> {
  const args = ['--expose-gc', '--import', LOAD_QUICKLY.href, fileURLToPath(CHILD), 'export', folder];
  const child = spawn(process.execPath, args, {
    env: { NODE_ENV: 'test', XDG_CONFIG_HOME: stack.folder },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [told] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown];
  const { exitCode, most } = Object(told) as { readonly exitCode?: number; readonly most?: number };
  expect(exitCode).toBe(0);
  return most ?? Number.POSITIVE_INFINITY;
}

it('an export needs no more memory for many entries than for few', LONG, async () => {
  const [few, many] = [join(stack.folder, 'few'), join(stack.folder, 'many')];
  await record(FEW);
  const needed = await memoryOf(few);
  await record(MORE);
  expect((await memoryOf(many)) - needed).toBeLessThan(ON_ITS_WAY + MORE * BYTES_AN_ENTRY);
  const { end } = JSON.parse(await readFile(join(many, 'manifest.json'), 'utf8')) as { readonly end: number };
  expect(end).toBeGreaterThan(FEW + MORE);
});
