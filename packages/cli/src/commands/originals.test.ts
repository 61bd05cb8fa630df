import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditorKey } from '@sallyport/core';
import { sealOriginals } from '@sallyport/recording';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';

const BODY = '{"input":"Ines Calloway, MRN 4471902"}';

let folder: string;
let sealed: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-originals-'));
  const recipients = [await auditor('privacy-office'), await auditor('board')];
  const body = (async function* () {
    yield Buffer.from(BODY);
  })();
  const lines: Uint8Array[] = [];
  for await (const line of sealOriginals(body, { recipients })) lines.push(line);
  sealed = await put('sealed', Buffer.concat(lines));
  await auditor('stranger');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);

async function put(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(at(name), content);
  return at(name);
}

async function auditor(kid: string): Promise<AuditorKey> {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  await put(`${kid}.jwk`, JSON.stringify({ ...key, kid }));
  return { kty: 'EC', crv: 'P-256', x: key.x ?? '', y: key.y ?? '', kid };
}

async function run(...args: readonly string[]) {
  const terminal = memoryTerminal('', { env: { XDG_CONFIG_HOME: folder } });
  const code = await runCli(['originals', ...args], terminal);
  return { code, out: terminal.out(), err: terminal.err() };
}

describe('sallyport originals', () => {
  it('opens one that was kept, with the key of any auditor, for its user alone', async () => {
    for (const kid of ['privacy-office', 'board']) {
      const { code, out } = await run('--file', sealed, '--key', at(`${kid}.jwk`), '--out', at(`of-${kid}`));
      expect([code, await readFile(at(`of-${kid}`), 'utf8')]).toEqual([0, BODY]);
      expect((await stat(at(`of-${kid}`))).mode & 0o777).toBe(0o600);
      const digest = createHash('sha256')
        .update(await readFile(sealed))
        .digest('base64url');
      expect(out).toContain('privacy-office, board');
      expect(out).toContain(digest);
      expect(out).not.toContain('Calloway');
    }
  });

  it('keeps one sealed, byte for byte', async () => {
    expect((await run('--file', sealed, '--save', at('copy'))).code).toBe(0);
    expect(await readFile(at('copy'))).toEqual(await readFile(sealed));
  });

  it.each<[string, readonly string[], string]>([
    ['nothing', [], '(request_invalid)'],
    ['two', ['00000000-0000-4000-8000-00000000000a', '--file', 'SEALED'], '(request_invalid)'],
    ['an id that is none', ['hello'], 'the id of a session is a UUID'],
    ['nobody logged in', ['00000000-0000-4000-8000-00000000000a'], '(admin_session_expired)'],
    ['a key and nowhere to write', ['--file', 'SEALED', '--key', 'KEY'], '--key and --out go together'],
    ['a key that is none', ['--file', 'SEALED', '--key', 'SEALED', '--out', 'NEW'], '--key must be a private key'],
    ['a key that is not there', ['--file', 'SEALED', '--key', 'none', '--out', 'NEW'], '(file_unreadable)'],
    ['the key of a stranger', ['--file', 'SEALED', '--key', 'STRANGER', '--out', 'NEW'], '(originals_invalid)'],
    ['a file that is no original', ['--file', 'KEY'], '(originals_invalid)'],
    ['a file that is there already', ['--file', 'SEALED', '--key', 'KEY', '--out', 'SEALED'], '(file_exists)'],
  ])('refuses %s', async (_what, args, words) => {
    const places = { SEALED: sealed, KEY: at('board.jwk'), STRANGER: at('stranger.jwk'), NEW: at('new') };
    const { code, err } = await run(...args.map((arg) => (places as Record<string, string>)[arg] ?? arg));
    expect([code, err]).toEqual([1, expect.stringContaining(words)]);
    await expect(stat(at('new'))).rejects.toThrow('ENOENT');
  });
});
