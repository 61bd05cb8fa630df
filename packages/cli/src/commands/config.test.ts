import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newProofKey } from '../admin/proof-key.ts';
import { sessionPath, storeSession } from '../admin/session-file.ts';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';

const MARKER = 'marker-93be';
const HOSTILE = `eve\u001b[2J\u202e\n${MARKER}`;
const DIGEST = `sha256:${'0a'.repeat(32)}`;
const FILE = `version: 1
publicUrl: https://sallyport.example
dataDir: ./data
rootKeyFile: ./root.key
issuers:
  - { issuer: "https://login.example/", audience: sallyport }
connections:
  - { name: openai, kind: openai, baseUrl: "https://api.openai.com/v1", baa: true, credential: { secret: key }, allow: { subjects: ["*"] } }
ledger: { origin: sallyport.example/log, dangerouslyUnwitnessed: true }
`;
const POLICY = 'version: 1\nname: ward\nrules: [{ name: all, then: deny }]\n';

let answer: { readonly status: number; readonly body: unknown };
let asked: { readonly method: string | undefined; readonly url: string | undefined; readonly body: string }[] = [];
const server = createServer(async (request, response) => {
  asked.push({ method: request.method, url: request.url, body: await text(request) });
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer.body));
});
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-config-'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { jwk } = await newProofKey();
  const session = { url, token: 'a-token', key: jwk, expires: Date.now() + 600_000 };
  await storeSession(sessionPath({ env: { XDG_CONFIG_HOME: folder } }), session);
  await writeFile(join(folder, 'sallyport.yaml'), FILE);
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  asked = [];
  answer = { status: 200, body: { version: 4, digest: DIGEST, restart_needed: false } };
});

async function run(...args: string[]) {
  const terminal = memoryTerminal('', { env: { XDG_CONFIG_HOME: folder } });
  const exitCode = await runCli(args, terminal);
  return { exitCode, out: terminal.out(), err: terminal.err() };
}

describe('sallyport apply', () => {
  const file = () => join(folder, 'sallyport.yaml');

  it('sends the file, and says which version it is', async () => {
    expect(await run('apply', '-f', file())).toEqual({ exitCode: 0, out: `version 4 applied, ${DIGEST}\n`, err: '' });
    expect(asked).toEqual([{ method: 'POST', url: '/v1/admin/config', body: JSON.stringify({ content: FILE }) }]);
  });

  it('sends the policy’s own file too, and the version it was made from', async () => {
    const whole = `${FILE}policyFile: ./ward.yaml\n`;
    await writeFile(join(folder, 'ward.yaml'), POLICY);
    await writeFile(join(folder, 'other.yaml'), whole);
    expect((await run('apply', '--file', join(folder, 'other.yaml'), '--base', '3')).exitCode).toBe(0);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ content: whole, policy: POLICY, base_version: '3' });
  });

  it('says when the rest of the file takes a restart', async () => {
    answer = { status: 200, body: { version: 4, digest: DIGEST, restart_needed: true } };
    const { exitCode, err } = await run('apply', '-f', file());
    expect([exitCode, err]).toEqual([0, expect.stringContaining('takes a restart')]);
  });

  it('sends nothing that is wrong, and says where', async () => {
    await writeFile(join(folder, 'wrong.yaml'), FILE.replace('baa: true', `baa: ${MARKER}`));
    const { exitCode, out, err } = await run('apply', '-f', join(folder, 'wrong.yaml'));
    expect([exitCode, out, asked]).toEqual([1, '', []]);
    expect(err).toMatch(
      /wrong\.yaml:8:\d+ connections\/openai\/baa must be true, false or self_hosted.*\(config_invalid\)/,
    );
    expect(err).not.toContain(MARKER);
    expect((await run('apply', '-f', join(folder, 'nowhere.yaml'))).err).toContain('nowhere.yaml could not be read');
  });

  it('tells the place that the companion names, as one line, and of no other refusal what it says', async () => {
    answer = {
      status: 400,
      body: { code: 'version_invalid', detail: `connections/openai: ${HOSTILE}${'x'.repeat(900)}` },
    };
    const { exitCode, err } = await run('apply', '-f', file());
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^sallyport: connections\/openai: eve\\x1b\[2J\\u202e\\x0a.*\(version_invalid\)\n$/);
    expect(err.length).toBeLessThan(800);
    answer = { status: 409, body: { code: 'version_conflict', detail: MARKER } };
    const conflict = await run('apply', '-f', file());
    expect(conflict.err).toContain('(version_conflict)');
    expect(conflict.err).not.toContain(MARKER);
  });

  it.each<[string, unknown]>([
    ['no version', { digest: DIGEST, restart_needed: false }],
    ['a version that is text', { version: HOSTILE, digest: DIGEST, restart_needed: false }],
    ['no digest', { version: 4, restart_needed: false }],
    ['nothing about a restart', { version: 4, digest: DIGEST }],
  ])('takes no answer with %s', async (_, body) => {
    answer = { status: 200, body };
    const { exitCode, out, err } = await run('apply', '-f', file());
    expect([exitCode, out, err]).toEqual([1, '', expect.stringContaining('(companion_invalid)')]);
  });
});

describe('sallyport config', () => {
  it('lists versions, and lets nothing that the companion says drive the terminal', async () => {
    const created = '2026-11-29T10:00:00.000Z';
    answer = {
      status: 200,
      body: {
        versions: [
          {
            version: 2,
            digest: DIGEST,
            origin: 'apply',
            issuer: 'https://login.example',
            subject: HOSTILE,
            created_at: created,
          },
          { version: 1, digest: DIGEST, origin: 'start', created_at: created },
        ],
      },
    };
    const { exitCode, out } = await run('config', 'list');
    const lines = out.split('\n');
    expect([exitCode, lines.length]).toEqual([0, 4]);
    expect(lines[0]).toMatch(/^VERSION +ORIGIN +SUBJECT +ISSUER +CREATED +DIGEST$/);
    expect(lines[1]).toMatch(/^2 +apply +eve\\x1b\[2J\\u202e\\x0amarker-93be +https:\/\/login\.example +2026/);
    expect(lines[2]).toMatch(/^1 +start +- +- +2026.*sha256:0a/);
  });

  it('goes back to a version', async () => {
    expect(await run('config', 'rollback', '2')).toMatchObject({ exitCode: 0, out: `version 4 applied, ${DIGEST}\n` });
    expect(asked).toEqual([{ method: 'POST', url: '/v1/admin/config/rollback', body: '{"version":"2"}' }]);
  });

  it.each<[string, unknown]>([
    ['no versions', { versions: MARKER }],
    ['a version that is none', { versions: [null] }],
    ['a version without a number', { versions: [{ digest: DIGEST, origin: 'start', created_at: 'x' }] }],
  ])('takes no list with %s', async (_, body) => {
    answer = { status: 200, body };
    const { exitCode, out, err } = await run('config', 'list');
    expect([exitCode, out, err]).toEqual([1, '', expect.stringContaining('(companion_invalid)')]);
  });
});
