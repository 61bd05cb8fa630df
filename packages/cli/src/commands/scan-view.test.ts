import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';

const NOTE = 'Seen today.\nSSN 078-05-1120, call 415-555-0132.\n';
const VALUES = /078-05-1120|415-555-0132/;
const screen = { tty: ['stdout', 'stderr'] } as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scan-view-'));
  await mkdir(join(folder, 'ward'));
  await writeFile(join(folder, 'a.txt'), NOTE);
  await writeFile(join(folder, 'ward/Robert Okafor.txt'), 'Fax: 415-555-0133. 🩺');
  await writeFile(join(folder, 'ward/utf-16.txt'), Buffer.from(NOTE, 'utf16le'));
  await writeFile(join(folder, 'ward/image.png'), NOTE);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function scan(
  args: readonly string[],
  { input = '', ...look }: { readonly input?: string } & Parameters<typeof memoryTerminal>[1] = {},
) {
  const terminal = memoryTerminal(input, look);
  const exitCode = await runCli(['scan', ...args], terminal);
  return { exitCode, out: terminal.out(), err: terminal.err() };
}

describe('the view of a text', () => {
  it('is shown on a terminal, in colour, without values', async () => {
    const { out } = await scan([], { input: NOTE, ...screen });
    expect(out).toContain('\u001b[');
    expect(stripVTControlCharacters(out)).toContain('SSN  SSN , call  PHONE .');
    expect(out).not.toMatch(VALUES);
    expect(out).toMatch(/total\s+2\n$/);
  });

  it.each([
    ['NO_COLOR is set', { NO_COLOR: '1' }],
    ['the terminal cannot', { TERM: 'dumb' }],
  ])('has no colour where %s', async (_, env) => {
    const { out } = await scan([], { input: NOTE, ...screen, env });
    expect(out).not.toContain('\u001b');
    expect(out).toContain('SSN [SSN], call [PHONE].');
  });

  it('is not shown in a pipe unless asked for, and never with --no-view', async () => {
    expect((await scan([], { input: NOTE })).out).not.toContain('Seen today');
    expect((await scan(['--view'], { input: NOTE })).out).toContain('Seen today.\nSSN [SSN], call [PHONE].');
    expect((await scan(['--no-view'], { input: NOTE, ...screen })).out).not.toContain('Seen today');
  });

  it('shows values with --show-values', async () => {
    const { out } = await scan(['--view', '--show-values'], { input: NOTE });
    expect(out).toContain('SSN [SSN: 078-05-1120], call [PHONE: 415-555-0132].');
  });

  it('cannot be driven by the text', async () => {
    const input = `\u001b]0;owned\u0007\u001b[2J\u202e${NOTE}`;
    for (const args of [['--view'], ['--view', '--show-values']]) {
      const { out } = await scan(args, { input });
      for (const code of ['\u001b', '\u0007', '\u202e']) expect(out).not.toContain(code);
      expect(out).toContain('\\x1b]0;owned\\x07\\x1b[2J\\u202e');
    }
  });
});

describe('a folder', () => {
  it('is summed up by file and by entity; what was refused and passed over is counted', async () => {
    const { exitCode, out, err } = await scan([folder]);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^a\.txt +6 +48 +2 {2}PHONE 1, SSN 1$/m);
    expect(out).toMatch(/^ward\/\[NAME\]\.txt +3 +20 +1 {2}FAX 1$/m);
    expect(out).toMatch(/PHONE +1\nFAX +1\nSSN +1\ntotal +3\n$/);
    expect(err).toBe(
      [
        'sallyport: ward/utf-16.txt: The file is not text. (file_not_text)',
        'sallyport: 1 of 3 files failed',
        'sallyport: passed over, as hidden, links, or no text by name: 1\n',
      ].join('\n'),
    );
  });

  it('shows names as they are only with --show-values', async () => {
    expect((await scan([folder])).out).not.toContain('Okafor');
    expect((await scan([folder, '--show-values'])).out).toContain('ward/Robert Okafor.txt');
  });

  it('on a terminal is read with a bar, on standard error, and without the places of each text', async () => {
    const { out, err } = await scan([folder], screen);
    expect(stripVTControlCharacters(err)).toContain('of 3');
    expect(err).not.toMatch(/a\.txt|Okafor/);
    expect(out).not.toContain('2:5');
    expect(out).toContain('total');
  });

  it.each<[string, readonly ('stdout' | 'stderr')[], readonly string[]]>([
    ['in a pipe', ['stdout'], []],
    ['where standard input is one of the texts', ['stdout', 'stderr'], ['-']],
    ['where texts are shown on the same screen', ['stdout', 'stderr'], ['--view']],
    ['where texts are written to the same screen', ['stdout', 'stderr'], ['--redact']],
  ])('has no bar %s', async (_, tty, args) => {
    const { err } = await scan([folder, ...args], { tty });
    expect(err).toMatch(/^sallyport: ward\/utf-16\.txt/);
    expect(err).not.toContain('\u001b');
  });

  it('goes on past a path that is not there, and names it', async () => {
    const { exitCode, out, err } = await scan([join(folder, 'nowhere.txt'), join(folder, 'a.txt')]);
    expect(exitCode).toBe(1);
    expect(out).toContain('1 text\n');
    expect(err).toMatch(/nowhere\.txt: ENOENT: The file could not be read\. \(file_unreadable\)\nsallyport: 1 of 2/);
  });
});

describe('--report', () => {
  it('writes a page, once, for its owner alone', async () => {
    const path = join(folder, 'page.html');
    const first = await scan([join(folder, 'a.txt'), '--report', path]);
    expect(first).toMatchObject({ exitCode: 0, err: expect.stringContaining('page.html') });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const page = await readFile(path, 'utf8');
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(VALUES);
    const again = await scan([join(folder, 'a.txt'), '--report', path]);
    expect(again).toMatchObject({ exitCode: 1, out: '', err: expect.stringContaining('(file_exists)') });
    expect((await scan([join(folder, 'a.txt'), '--report', path, '--force', '--show-values'])).exitCode).toBe(0);
    expect(await readFile(path, 'utf8')).toMatch(VALUES);
    await rm(path);
  });

  it('fails where it cannot be written', async () => {
    const { exitCode, err } = await scan([join(folder, 'a.txt'), '--report', join(folder, 'nowhere/page.html')]);
    expect(exitCode).toBe(1);
    expect(err).toContain('(file_unwritable)');
  });

  it.each([
    ['--jsonl', '--report'],
    ['--jsonl', '--show-values'],
    ['--jsonl', '--view'],
    ['--redact', '--show-values'],
  ])('%s does not go with %s', async (one, other) => {
    const args = other === '--report' ? [one, other, join(folder, 'x.html')] : [one, other];
    expect((await scan(args)).exitCode).toBe(2);
  });
});
