import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { webCryptoEventSigner } from '@sallyport/ledger';
import { ADMIN_STACK, logInWith } from '../stack/admin-callers.ts';
import { EMBEDDING } from '../stack/callers.ts';
import { rawCall } from '../stack/raw-call.ts';
import { runCommand } from '../stack/run-command.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

/** Evidence that a companion gave out, bundles in folders. */
export interface ExportedEvidence {
  /** Of the last hour: what is before it is there by its hashes alone. */
  readonly whole: string;
  /** Of one connection. */
  readonly filtered: string;
  /** What `sallyport verify` prints as the fingerprint of the keys in both. */
  readonly fingerprint: string;
}

const HOUR = 3_600_000;
const CALLS = 4;
/** Over the edge of a tile, and some more. */
const GROWTH = [260, 20];

const { x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const POLICY = `policy:
  version: 1
  name: sealed
  auditors: [{ kty: EC, crv: P-256, x: "${x}", y: "${y}", kid: privacy-office }]
  rules:
    - { name: plain, when: { connections: [other] }, then: allow }
    - { name: all, then: allow, record: sealed }`;

/** Lets clients make real calls, yesterday and today, and an auditor export the evidence of today, by the command. */
export async function exportEvidence(folder: string): Promise<ExportedEvidence> {
  let behind = 24 * HOUR;
  const clock = { now: () => Date.now() - behind };
  const stack = await startStack({ ...ADMIN_STACK, clock, top: POLICY });
  try {
    await plainCalls(stack, clock);
    await grow(stack, { count: GROWTH[0] ?? 0, clock });
    behind = 0;
    const guarded = stack.client();
    for (let call = 0; call < CALLS; call += 1) await guarded.embeddings.create(EMBEDDING);
    await stack.client({ connection: 'other' }).embeddings.create(EMBEDDING);
    await plainCalls(stack, clock);
    await grow(stack, { count: GROWTH[1] ?? 0, clock });
    return await exportTo(folder, stack);
  } finally {
    await stack.close();
  }
}

interface Clock {
  now(): number;
}

/** By a client that signs nothing: its identity token alone. */
async function plainCalls({ identityProvider, companion }: Stack, clock: Clock): Promise<void> {
  const iat = Math.floor(clock.now() / 1000);
  const claims = { client_id: 'notes-app', iat, exp: iat + 300 };
  const token = await identityProvider.issueToken({ subject: 'rita', claims });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  for (let call = 0; call < CALLS; call += 1) {
    await rawCall(companion.url, { path: '/c/openai/v1/embeddings', headers, body: JSON.stringify(EMBEDDING) });
  }
}

async function grow({ companion }: Stack, { count, clock }: { readonly count: number; readonly clock: Clock }) {
  const facts = () => ({
    ...{ id: randomUUID(), kind: 'auth.failed' as const, time: clock.now(), status: 'failure' as const },
    details: { error: 'token_expired' as const },
  });
  await companion.ledger.commit(Array.from({ length: count }, () => ({ facts: facts() })));
}

async function exportTo(folder: string, stack: Stack): Promise<ExportedEvidence> {
  const home = join(folder, 'home');
  await logIn(stack, home);
  const [whole, filtered] = [join(folder, 'bundle'), join(folder, 'filtered')];
  const from = new Date(Date.now() - HOUR).toISOString();
  const text = await sallyport(home, ['export', whole, '--from', from]);
  await sallyport(home, ['export', filtered, '--connection', 'other', '--no-recordings']);
  return { whole, filtered, fingerprint: /^trust ([0-9a-f]{64})$/m.exec(text)?.[1] ?? '' };
}

/** An auditor logs in, and the command has the session. */
async function logIn(stack: Stack, home: string): Promise<void> {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const { token } = await logInWith(stack, ['audit'], await webCryptoEventSigner(key));
  await mkdir(join(home, 'sallyport'), { recursive: true, mode: 0o700 });
  const kept = { url: stack.companion.url, token, key, expires: Date.now() + HOUR };
  await writeFile(join(home, 'sallyport', 'session.json'), JSON.stringify(kept), { mode: 0o600 });
}

async function sallyport(home: string, args: readonly string[]): Promise<string> {
  const { exitCode, out, err } = await runCommand(args, '', { XDG_CONFIG_HOME: home });
  if (exitCode !== 0) throw new TypeError(`sallyport ${args[0]} ended with ${exitCode}: ${out}${err}`);
  return out;
}
