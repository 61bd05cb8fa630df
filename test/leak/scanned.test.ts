import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSentinels, makeSentinels } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../stack/run-command.ts';

const sentinels = makeSentinels();
const note = sentinels.map(({ sentence }) => sentence).join('\n');
const names = sentinels.map(({ name }) => name);
/** As a file may be called, without slashes; without them an address of the web is none. */
const fileNames = sentinels.filter(({ type }) => type !== 'URL').map(({ sentence }) => sentence.replaceAll('/', '-'));

let folder: string;
let source: string;
let reports = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scanned-'));
  source = join(folder, 'source');
  await mkdir(source);
  await writeFile(join(source, 'note.txt'), note);
  for (const name of fileNames) await writeFile(join(source, `${name}.txt`), note);
  await writeFile(join(source, `unreadable ${fileNames[0]}.txt`), Buffer.concat([Buffer.from(note), Buffer.of(0xff)]));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** All that a scan said and wrote. */
async function scanned(args: readonly string[], input = ''): Promise<string> {
  const report = join(folder, `report-${reports++}.html`);
  const { out, err } = await runCommand(['scan', ...args, '--report', report], input);
  return [out, err, await readFile(report, 'utf8')].join('\n');
}

describe('sallyport scan', () => {
  it.each([
    ['standard input', []],
    ['standard input, viewed', ['--view']],
    ['standard input, redacted', ['--redact']],
  ])('shows and writes no identifier of %s', async (_, args) => {
    expect(findSentinels(await scanned(args, note), sentinels)).toEqual([]);
  });

  it.each([[[]], [['--view']], [['--redact']]])(
    'shows and writes no identifier of a folder, its texts or their names, with %j',
    async (args) => {
      const said = await scanned([...args, source]);
      expect(said).toContain('note.txt');
      expect(findSentinels(said, sentinels)).toEqual([]);
    },
  );

  it('says none in an error about a line, a file or a report', async () => {
    const lines = await runCommand(['scan', '--jsonl'], `${note}\n`);
    const nowhere = await runCommand(['scan', join(source, `${fileNames[6]}, gone.txt`)]);
    const report = await runCommand(['scan', '--report', join(folder, `no/${fileNames[6]}.html`)], note);
    expect([lines.exitCode, nowhere.exitCode, report.exitCode]).toEqual([1, 1, 1]);
    expect(findSentinels(JSON.stringify([lines, nowhere, report]), sentinels)).toEqual([]);
  });

  it('shows them with --show-values, on the terminal and in the report, so that they would be seen', async () => {
    const report = join(folder, 'open.html');
    const { out } = await runCommand(['scan', '--view', '--show-values', '--report', report], note);
    expect(findSentinels(out, sentinels)).toEqual(names);
    expect(findSentinels(await readFile(report), sentinels)).toEqual(names);
  });
});
