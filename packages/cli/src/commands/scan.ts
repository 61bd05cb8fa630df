import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asSallyportError, SallyportError } from '@sallyport/core';
import { redact, scan } from '@sallyport/phi';
import { Command } from 'commander';
import { findFiles } from '../scan/find-files.ts';
import { readTextFile, readTextStream } from '../scan/read-text.ts';
import { scanJsonl } from '../scan/scan-jsonl.ts';
import { placesTable, type Scanned, totalsTable } from '../scan/scan-report.ts';
import { type Terminal, write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

interface ScanOptions {
  readonly jsonl?: boolean;
  readonly redact?: boolean;
  readonly out?: string;
}

/** `sallyport scan`: finds identifiers in files, a folder or standard input. */
export function scanCommand({ terminal, finish }: CommandContext): Command {
  return new Command('scan')
    .description('find protected health information; a table of places and counts, never of values')
    .argument('[paths...]', 'files or folders; standard input without one, or for -')
    .option('--jsonl', 'read {"id","text"} lines from standard input, write {"id","spans"} lines (UTF-16 offsets)')
    .option('--redact', 'write the text with every identifier replaced by the name of its entity')
    .option('--out <folder>', 'with --redact: write each file under this folder')
    .action(async (paths: readonly string[], options: ScanOptions) => {
      if (options.jsonl) return scanJsonl(terminal);
      const refused = await scanAll(paths.length === 0 ? ['-'] : paths, options, terminal);
      finish(refused === 0 ? 0 : 1);
    });
}

/** Scans every text; one that cannot be read is named and counted, and the rest goes on. */
async function scanAll(paths: readonly string[], options: ScanOptions, terminal: Terminal): Promise<number> {
  const scanned: Pick<Scanned, 'spans'>[] = [];
  let refused = 0;
  for (const file of await listFiles(paths)) {
    try {
      const text = file.path === '-' ? await readTextStream(terminal.stdin) : await readTextFile(file.path);
      scanned.push(await scanOne({ name: file.name, text }, options, terminal));
    } catch (cause) {
      refused += 1;
      const error = asSallyportError(cause);
      await write(terminal.stderr, `sallyport: ${file.name}: ${error.message} (${error.code})\n`);
    }
  }
  if (!options.redact && scanned.length > 1)
    await write(terminal.stdout, `\n${scanned.length} texts\n${totalsTable(scanned)}`);
  return refused;
}

async function listFiles(paths: readonly string[]) {
  const lists = await Promise.all(
    paths.map((path) => (path === '-' ? [{ path, name: 'standard input' }] : findFiles(path))),
  );
  const files = lists.flat();
  if (files.length === 0) throw new SallyportError('body_missing', { place: 'scan' });
  return files;
}

async function scanOne(
  { name, text }: Omit<Scanned, 'spans'>,
  options: ScanOptions,
  { stdout }: Terminal,
): Promise<Pick<Scanned, 'spans'>> {
  if (!options.redact) {
    const spans = scan(text);
    await write(stdout, placesTable({ name, text, spans }));
    return { spans };
  }
  const redacted = redact(text);
  if (options.out === undefined) await write(stdout, redacted.text);
  else await writeUnder(options.out, name, redacted.text);
  return { spans: redacted.spans };
}

async function writeUnder(folder: string, name: string, text: string): Promise<void> {
  const target = join(folder, join('/', name));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text, { mode: 0o600 });
}
