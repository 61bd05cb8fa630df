import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { toBase64url } from '@sallyport/core';
import {
  encodeTrust,
  encodeVerifierKey,
  type KeyedEventSigner,
  signPurgeCertificate,
  signReceipt,
  webCryptoEventSigner,
} from '@sallyport/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newProofKey } from '../admin/proof-key.ts';
import { sessionPath, storeSession } from '../admin/session-file.ts';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';

const MARKER = 'marker-41bd';
const HOSTILE = `eve\u001b[2J\u202e\n${MARKER}`;
const ID = '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20';
const LOG = 'sallyport.example/log';
const HOLD = {
  ...{ hold_id: ID, session_id: ID, issuer: 'https://login.example', subject: 'notes-app', reason: 'a claim' },
  ...{ of_subject_of_care: true, placed_at: '2026-11-29T10:00:00.000Z' },
  placed_by: { issuer: 'https://login.example', subject: 'ada.example' },
};

let answer: readonly [number, unknown] = [200, {}];
let asked: { method: string | undefined; url: string | undefined; body: unknown }[] = [];
const server = createServer(async (request: IncomingMessage, response) => {
  const body = request.method === 'POST' ? await json(request) : undefined;
  asked.push({ method: request.method, url: request.url, body });
  const [status, value] = answer;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
});
let home = '';
let signer: KeyedEventSigner;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sallyport-retention-'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { jwk } = await newProofKey();
  await storeSession(sessionPath({ env: { XDG_CONFIG_HOME: home } }), {
    ...{ url, token: 'a-token', key: jwk, expires: Date.now() + 600_000 },
  });
  signer = await webCryptoEventSigner((await newProofKey()).jwk);
});
afterAll(async () => {
  server.close();
  await rm(home, { recursive: true });
});
beforeEach(() => {
  asked = [];
});

async function run(...args: string[]) {
  const terminal = memoryTerminal('', { env: { XDG_CONFIG_HOME: home } });
  const exitCode = await runCli(args, terminal);
  return { exitCode, out: terminal.out(), err: terminal.err() };
}

describe('sallyport holds', () => {
  it('lists what they hold, and why', async () => {
    const released = {
      ...HOLD,
      subject: undefined,
      of_subject_of_care: undefined,
      released_at: '2026-11-30T10:00:00.000Z',
    };
    answer = [200, { holds: [HOLD, { ...released, connection: 'openai' }] }];
    expect((await run('holds', 'list')).out).toMatchInlineSnapshot(`
      "HOLD                                  ON                                                                                                  BY           SINCE                     RELEASED                  WHY
      0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20  session 0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20, notes-app (https://login.example), a subject of care  ada.example  2026-11-29T10:00:00.000Z                            a claim
      0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20  session 0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20, connection openai                                     ada.example  2026-11-29T10:00:00.000Z  2026-11-30T10:00:00.000Z  a claim
      "
    `);
    answer = [200, { holds: [] }];
    expect((await run('holds', 'list')).out).toBe('no legal holds\n');
  });

  it('lets nothing that is said drive the terminal', async () => {
    answer = [200, { holds: [{ ...HOLD, reason: HOSTILE, subject: HOSTILE }] }];
    const { out } = await run('holds', 'list');
    expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('places one on what is said, and releases it', async () => {
    answer = [200, { hold: HOLD, hold_id: ID }];
    const scope = ['--issuer', 'https://login.example', '--subject', 'notes-app', '--subject-of-care', 'patient-7'];
    expect((await run('holds', 'place', '--reason', 'a claim', '--session', ID.toUpperCase(), ...scope)).out).toBe(
      `placed ${ID}\n`,
    );
    expect((await run('holds', 'release', ID)).out).toBe(`released ${ID}\n`);
    const body = { reason: 'a claim', session_id: ID, issuer: 'https://login.example', subject: 'notes-app' };
    expect(asked).toEqual([
      { method: 'POST', url: '/v1/admin/holds', body: { ...body, subject_of_care: 'patient-7' } },
      { method: 'POST', url: '/v1/admin/holds/release', body: { hold_id: ID } },
    ]);
  });

  it.each([
    ['no holds', { holds: MARKER }],
    ['a hold that is none', { holds: [null] }],
    ['nobody who placed it', { holds: [{ ...HOLD, placed_by: undefined }] }],
  ])('refuses %s', async (_, body) => {
    answer = [200, body];
    const { exitCode, err } = await run('holds', 'list');
    expect([exitCode, err]).toEqual([1, expect.stringContaining('(companion_invalid)')]);
    expect(err).not.toContain(MARKER);
  });
});

describe('sallyport purge', () => {
  const certificate = async (by = signer) => {
    const leaves = [{ index: 7, leafHash: toBase64url(new Uint8Array(32)) }];
    const receipt = await signReceipt({ origin: LOG, treeSize: 9, leaves }, signer);
    const recording = { mode: 'redacted', retention: 'standard', segments: 3 } as const;
    const said = { origin: LOG, session: ID, reason: 'legal_order', event: ID, index: 7 } as const;
    return signPurgeCertificate({ ...said, purgedAt: Date.UTC(2026, 10, 29), recording, receipt }, by);
  };
  const trustFile = async () => {
    const file = join(home, 'trust.json');
    const logKey = encodeVerifierKey(LOG, new Uint8Array(32));
    await writeFile(file, encodeTrust({ logKeys: [logKey], eventKeys: [signer.publicKey], witnesses: [] }));
    return file;
  };

  it('destroys a recording, keeps the certificate, and verifies it', async () => {
    answer = [200, { certificate: await certificate() }];
    const file = join(home, 'certificate.jws');
    const { exitCode, out } = await run('purge', ID, '--reason', 'legal_order', '--out', file);
    expect([exitCode, out]).toEqual([0, expect.stringContaining(`certificate in ${file}`)]);
    expect(asked).toEqual([
      { method: 'POST', url: '/v1/admin/recordings/purge', body: { session_id: ID, reason: 'legal_order' } },
    ]);
    expect(await readFile(file, 'utf8')).toBe(`${(answer[1] as { certificate: string }).certificate}\n`);
    expect((await run('purge', 'verify', file, '--trust', await trustFile())).out).toMatchInlineSnapshot(`
      "session    0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20
      purged     2026-11-29T00:00:00.000Z
      reason     legal_order
      mode       redacted
      retention  standard
      segments   3
      log        sallyport.example/log
      event      0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20, entry 7
      VERIFIED
      "
    `);
    expect((await run('purge', ID, '--reason', 'legal_order', '--out', file)).err).toContain('purge show');
    expect((await run('purge', 'show', ID)).out).toBe(await readFile(file, 'utf8'));
  });

  it('verifies nothing that another key signed', async () => {
    const file = join(home, 'forged.jws');
    await writeFile(file, await certificate(await webCryptoEventSigner((await newProofKey()).jwk)));
    const { exitCode, out, err } = await run('purge', 'verify', file, '--trust', await trustFile());
    expect([exitCode, out, err]).toEqual([1, '', expect.stringContaining('(certificate_invalid)')]);
  });

  it.each([
    [[ID], 2, /--reason/],
    [[ID, '--reason', 'expired'], 2, /legal_order/],
    [['../holds', '--reason', 'legal_order'], 1, /recording_unknown/],
    [['show', '../holds'], 1, /recording_unknown/],
  ])('does not understand %j, and asks nobody', async (args, exitCode, err) => {
    expect(await run('purge', ...args)).toMatchObject({ exitCode, err: expect.stringMatching(err) });
    expect(asked).toEqual([]);
  });

  it.each(['recording_held', 'recording_purged'])('tells %s', async (code) => {
    answer = [409, { code }];
    const { exitCode, err } = await run('purge', ID, '--reason', 'legal_order');
    expect([exitCode, err]).toEqual([1, expect.stringContaining(`(${code})`)]);
  });
});
