import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { HEADER, linesOf, REQUEST, sampleFrames } from '../replay/sample-recording.test-support.ts';
import { runCli } from '../run-cli.ts';

let folder: string;
let saved: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-replay-'));
  saved = join(folder, 'saved.ndjson');
  await writeFile(saved, linesOf(sampleFrames({ pieces: ['good day'], everyMs: 1 })));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: readonly string[]) {
  const terminal = memoryTerminal('', { env: { XDG_CONFIG_HOME: folder } });
  const code = await runCli(['replay', ...args], terminal);
  return { code, out: terminal.out(), err: terminal.err() };
}

describe('sallyport replay', () => {
  it('plays a saved recording', async () => {
    const { code, out } = await run('--file', saved, '--speed', 'max');
    expect([code, out]).toEqual([0, expect.stringContaining('│ good day\n── end')]);
  });

  it('keeps one for its user alone, and exports it as an HTTP Archive, never over a file', async () => {
    const [copy, har] = [join(folder, 'copy.ndjson'), join(folder, 'one.har')];
    expect((await run('--file', saved, '--save', copy)).code).toBe(0);
    expect(await readFile(copy, 'utf8')).toBe(await readFile(saved, 'utf8'));
    expect((await stat(copy)).mode & 0o777).toBe(0o600);
    expect((await run('--file', saved, '--har', har)).code).toBe(0);
    expect(JSON.parse(await readFile(har, 'utf8'))).toMatchObject({ log: { version: '1.2' } });
    expect((await run('--file', saved, '--har', har)).err).toContain('(file_exists)');
    expect((await run('--file', saved, '--har', join(folder, 'none', 'x'))).err).toContain('(file_unwritable)');
  });

  it('serves until it is told to stop', async () => {
    const terminal = memoryTerminal();
    const running = runCli(['replay', '--file', saved, '--serve', '--port', '0', '--speed', 'max'], terminal);
    await expect.poll(terminal.err).toMatch(/1 recorded at http:\/\/127\.0\.0\.1:\d+,/);
    const url = /http:[^,]+/.exec(terminal.err())?.[0];
    const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: REQUEST });
    expect(await answer.text()).toBe('good day');
    // As the signal would; but Vitest, which listens too, would end.
    process.rawListeners('SIGTERM').at(-1)?.();
    expect(await running).toBe(0);
  });

  it.each([
    ['no recording', [], '(request_invalid)'],
    ['two where one is played', ['--file', 'a', 'b'], '(request_invalid)'],
    ['an id that is none', ['hello'], '(request_invalid)'],
    ['a speed that is none', ['--file', 'SAVED', '--speed', '0'], '(request_invalid)'],
    ['two things at once', ['--file', 'SAVED', '--serve', '--har', 'x'], '--serve and --har'],
    ['a port that is none', ['--file', 'SAVED', '--serve', '--port', '65536'], '(request_invalid)'],
    ['no token to compare with', ['--file', 'SAVED', '--against', 'openai'], '(token_missing)'],
    [
      'a token file that is not there',
      ['--file', 'SAVED', '--against', 'openai', '--token-file', 'x'],
      '(file_unreadable)',
    ],
    ['a token that is none', ['--file', 'SAVED', '--against', 'openai', '--token-file', 'SAVED'], '(token_invalid)'],
    ['a file that is not there', ['--file', 'none'], '(file_unreadable)'],
    ['nobody logged in', [HEADER.session], '(admin_session_expired)'],
  ])('refuses %s', async (_, args, words) => {
    const { code, err } = await run(...args.map((arg) => arg.replace('SAVED', saved)));
    expect([code, err]).toEqual([1, expect.stringContaining(words)]);
  });

  it('refuses a file that is no recording', async () => {
    await writeFile(join(folder, 'bad'), 'hello\n');
    expect((await run('--file', join(folder, 'bad'))).err).toContain('(recording_corrupt)');
  });
});
