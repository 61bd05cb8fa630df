import { createHash, createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditorKey } from '@sallyport/core';
import { webCryptoEventSigner } from '@sallyport/ledger';
import { openOriginals, sealOriginals } from '@sallyport/recording';
import { makeSentinels, type Sentinel } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, logInWith, verdict } from '../stack/admin-callers.ts';
import { exchangeFields, exchangeGrant } from '../stack/callers.ts';
import { newKey, proofFor } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { runCommand } from '../stack/run-command.ts';
import { describeOutcome } from './stage/describe-outcome.ts';
import { type LeakStage, leaksIn, startLeakStage } from './stage/leak-stage.ts';

const { d, x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const OWN: AuditorKey = { kty: 'EC', crv: 'P-256', x, y, kid: 'privacy-office' };
const POLICY = `policy:
  version: 1
  name: sealed
  auditors: [{ kty: EC, crv: P-256, x: "${x}", y: "${y}", kid: ${OWN.kid} }]
  rules:
    - { name: all, then: allow, record: sealed }`;

let stage: LeakStage;
let auditor: AdminSession;
/** The auditor's own machine. */
let desk: string;
const planted: Sentinel[] = [];
beforeAll(async () => {
  stage = await startLeakStage({ ...ADMIN_STACK, top: POLICY });
  desk = await mkdtemp(join(tmpdir(), 'sallyport-auditor-'));
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  auditor = await logInWith(behind(), ['audit'], await webCryptoEventSigner(key));
  const kept = { url: stage.proxy.url, token: auditor.token, key, expires: Date.now() + 3_600_000 };
  await mkdir(join(desk, 'sallyport'));
  await writeFile(join(desk, 'sallyport', 'session.json'), JSON.stringify(kept), { mode: 0o600 });
  await writeFile(join(desk, 'auditor.jwk'), JSON.stringify({ ...OWN, d }));
});
afterAll(async () => {
  await stage.close();
  await rm(desk, { recursive: true, force: true });
});

/** Proofs name the public address, where the proxy is; the proxy is to see what the guarded client sends, and no more. */
const behind = () => ({ ...stage.stack, companion: { ...stage.stack.companion, url: stage.proxy.url } });
const admin = (path: string) => adminCall(behind(), auditor, { path, origin: stage.stack.companion.url });
const digestOf = (lines: string) => createHash('sha256').update(lines).digest('base64url');

function plant(call: string): readonly Sentinel[] {
  const sentinels = makeSentinels().map((one) => ({ ...one, name: `${one.name} of ${call}` }));
  planted.push(...sentinels);
  return sentinels;
}

async function opened(lines: string): Promise<string> {
  const stored = (async function* () {
    yield Buffer.from(lines);
  })();
  return Buffer.concat(await allOf(openOriginals(stored, { ...OWN, ...(d === undefined ? {} : { d }) }))).toString();
}

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** What the auditor reads with `sallyport originals`, and what it says meanwhile. */
async function openedAtTheDesk(session: string) {
  const out = join(desk, session);
  const args = ['originals', session, '--key', join(desk, 'auditor.jwk'), '--out', out];
  const said = await runCommand(args, '', { XDG_CONFIG_HOME: desk });
  return { ...said, original: await readFile(out, 'utf8') };
}

async function outcomeOf(session: string) {
  const events = await stage.stack.events();
  return events.find((one) => one.metadata.event_code === 'session.outcome' && one.api.request?.uid === session);
}

describe.each([
  ['guarded', 'client'],
  ['plain', 'companion'],
] as const)('an original that came by the %s door', (door, sealedBy) => {
  it('can be read by the auditor, whose key opens it, and by nobody else anywhere', async () => {
    const sentinels = plant(door);
    const content = sentinels.map(({ sentence }) => sentence).join('\n');
    const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content }] });
    const response = await stage.doors[door].send('/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const session = response.headers.get('sallyport-session') ?? '';
    const { said } = await describeOutcome(async () => response);
    expect(response.status).toBe(200);
    const [original, recording] = [
      await admin(`/v1/admin/originals/${session}`),
      await admin(`/v1/admin/recordings/${session}`),
    ];
    expect([original.status, recording.status]).toEqual([200, 200]);
    expect(await opened(original.body)).toBe(body);
    expect((await outcomeOf(session))?.unmapped.recording).toMatchObject({
      mode: 'sealed',
      originals: digestOf(original.body),
      sealedBy,
    });
    const atTheDesk = await openedAtTheDesk(session);
    expect(atTheDesk).toMatchObject({ exitCode: 0, err: '', original: body });
    expect(atTheDesk.out).toContain(digestOf(original.body));
    const told = new Map([
      ['the command', atTheDesk.out],
      ['the original, sealed', original.body],
      ['the recording', recording.body],
      ['the reply', said],
    ]);
    expect(leaksIn(told, sentinels)).toEqual({});
    expect(recording.body).toContain('[SSN]');
  });
});

describe('a client that signs intents by hand', () => {
  const path = '/c/openai/v1/chat/completions';
  const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'no identifiers' }] });
  let grant: string;
  beforeAll(async () => {
    grant = await exchangeGrant(behind(), exchangeFields(await stage.stack.identityProvider.issueToken({})));
  });

  async function call(originals?: string) {
    const [salt, correlationId] = [randomBytes(32), randomUUID()];
    const commitment = createHmac('sha256', salt).update(body).digest('base64url');
    const intent = { correlationId, commitment, applied: {}, ...(originals === undefined ? {} : { originals }) };
    const dpop = await proofFor({ url: `${stage.proxy.url}${path}`, grant, claims: { intent } });
    const headers = {
      authorization: `DPoP ${grant}`,
      dpop,
      'sallyport-salt': salt.toString('base64url'),
      'content-type': 'application/json',
    };
    return rawCall(stage.stack.companion.url, { path, headers, body });
  }

  async function bring(session: unknown, lines: string, as = grant, key?: Awaited<ReturnType<typeof newKey>>) {
    const to = `/v1/sessions/${session}/originals`;
    const url = `${stage.proxy.url}${to}`;
    const dpop = await proofFor({ method: 'PUT', url, grant: as, ...(key === undefined ? {} : { key }) });
    const headers = { authorization: `DPoP ${as}`, dpop, 'content-type': 'application/x-ndjson' };
    return verdict(await rawCall(stage.stack.companion.url, { method: 'PUT', path: to, headers, body: lines }));
  }

  async function seal(text: string): Promise<string> {
    const original = (async function* () {
      yield Buffer.from(text);
    })();
    return Buffer.concat(await allOf(sealOriginals(original, { recipients: [OWN] }))).toString();
  }

  it('is refused without a promise of the original, and held to the one it makes', async () => {
    expect(verdict(await call())).toBe('403 originals_missing');
    const [right, wrong] = [await seal('right'), await seal('wrong')];
    const { headers, status } = await call(digestOf(right));
    expect(status).toBe(200);
    const session = headers['sallyport-session'];
    expect(await bring(session, wrong)).toBe('400 originals_invalid');
    expect(await bring(session, 'right')).toBe('400 originals_invalid');
    const key = await newKey();
    const token = await stage.stack.identityProvider.issueToken({ subject: 'eve.example' });
    const other = await exchangeGrant(behind(), exchangeFields(token), key);
    expect(await bring(session, right, other, key)).toBe('404 session_unknown');
    expect(await bring(session, right)).toBe('201');
    expect(await bring(session, right)).toBe('200');
    expect(await bring(session, wrong)).toBe('409 originals_conflict');
    expect(await opened((await admin(`/v1/admin/originals/${session}`)).body)).toBe('right');
  });
});

describe('afterwards', () => {
  it('nothing that was said can be read in what was written down, or in all that was seen', async () => {
    expect(planted.length).toBeGreaterThan(20);
    expect(leaksIn(stage.live(), planted)).toEqual({});
    expect(leaksIn(await stage.written(), planted)).toEqual({});
  });
});
