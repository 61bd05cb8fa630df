import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Span } from '@sallyport/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';

const NOTE = 'Seen today.\nSSN 078-05-1120, call 415-555-0132.\n';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scan-test-'));
  await mkdir(join(folder, 'ward/.hidden'), { recursive: true });
  await writeFile(join(folder, 'a.txt'), NOTE);
  await writeFile(join(folder, 'ward/b.md'), 'Nothing of note.');
  await writeFile(join(folder, 'ward/c.txt'), Uint8Array.of(0x41, 0xff, 0x42));
  await writeFile(join(folder, 'ward/image.png'), NOTE);
  await writeFile(join(folder, 'ward/.hidden/d.txt'), NOTE);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function scan(args: readonly string[], input: string | Uint8Array = '') {
  const terminal = memoryTerminal(input);
  const exitCode = await runCli(['scan', ...args], terminal);
  return { exitCode, out: terminal.out(), err: terminal.err() };
}

describe('sallyport scan', () => {
  it('shows places and entities of standard input, and no values', async () => {
    const { exitCode, out } = await scan([], NOTE);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/2:5\s+SSN/);
    expect(out).toMatch(/2:23\s+PHONE/);
    expect(out).not.toContain('078-05-1120');
  });

  it('reads a folder: its text files, in order, with totals; an unreadable one is named and fails the run', async () => {
    const { exitCode, out, err } = await scan([folder]);
    expect(exitCode).toBe(1);
    expect(out.indexOf('a.txt: 2 found')).toBeLessThan(out.indexOf('ward/b.md: nothing found'));
    expect(out).toMatch(/2 texts\n(?:.|\n)*total\s+2/);
    expect(out).not.toMatch(/image|hidden/);
    expect(err).toContain('ward/c.txt: The body is not valid UTF-8. (body_not_utf8)');
  });

  it('writes text redacted, to standard output or under a folder', async () => {
    expect((await scan(['--redact'], NOTE)).out).toBe('Seen today.\nSSN [SSN], call [PHONE].\n');
    const target = join(folder, 'out');
    await scan(['--redact', '--out', target, join(folder, 'ward/b.md'), join(folder, 'a.txt')]);
    expect(await readFile(join(target, folder, 'a.txt'), 'utf8')).toContain('SSN [SSN]');
  });

  it('answers JSON lines one for one, with UTF-16 offsets', async () => {
    const text = '🩺 SSN 078-05-1120';
    const { exitCode, out } = await scan(
      ['--jsonl'],
      `${JSON.stringify({ id: 7, text })}\n\n${JSON.stringify({ id: 'b', text: '' })}\n`,
    );
    expect(exitCode).toBe(0);
    const [first, second] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown; spans: Span[] });
    expect(first?.id).toBe(7);
    expect(first?.spans.map(({ start, end, type }) => [text.slice(start, end), type])).toEqual([
      ['078-05-1120', 'SSN'],
    ]);
    expect(second).toEqual({ id: 'b', spans: [] });
  });

  it.each([
    ['no JSON', 'SSN 078-05-1120'],
    ['no text', '{"id":1}'],
    ['no id', '{"text":"x"}'],
    ['a text that is a number', '{"id":1,"text":5}'],
  ])('stops at a line with %s, and names its number alone', async (_, line) => {
    const { exitCode, err } = await scan(['--jsonl'], `{"id":1,"text":""}\n${line}\n`);
    expect(exitCode).toBe(1);
    expect(err).toBe('sallyport: line 2: The body is not valid JSON. (body_not_json)\n');
  });

  it.each([
    ['a path that is not there', ['/nowhere/at/all.txt'], 'ENOENT'],
    ['a folder without text', ['/proc/self/fdinfo'], 'body_missing'],
  ])('fails on %s', async (_, args, words) => {
    const { exitCode, err } = await scan(args);
    expect(exitCode).toBe(1);
    expect(err).toContain(words);
  });

  it('does not understand an unknown option', async () => {
    expect((await scan(['--nonsense'])).exitCode).toBe(2);
  });
});
