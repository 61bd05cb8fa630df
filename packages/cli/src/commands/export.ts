import { stat } from 'node:fs/promises';
import { isSallyportError, SallyportError } from '@sallyport/core';
import { Command } from 'commander';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { ExportFolder } from '../export/export-folder.ts';
import { exportText } from '../export/export-text.ts';
import { type ExportOptions, readWish } from '../export/export-wish.ts';
import type { FinishedBundle } from '../export/finish-bundle.ts';
import { interruptible } from '../export/interruptible.ts';
import { ProgressLine } from '../export/progress-line.ts';
import { type ExportParts, runExport } from '../export/run-export.ts';
import { zipBundle } from '../export/zip-bundle.ts';
import { write, writeColoured } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

/** The exit code of a program that SIGINT ended, as shells have it. */
const INTERRUPTED = 130;

/** `sallyport export`: writes evidence of a period to a folder, for an auditor to verify without trusting anybody. */
export function exportCommand(context: CommandContext): Command {
  return new Command('export')
    .description('export evidence: entries, proofs, policies, recordings, a report; itself an event in the ledger')
    .argument('<folder>', 'a new folder, or one where an export was interrupted: it goes on')
    .option('--from <time>', 'from this time on: 2026-12-01T00:00:00Z; by default from the first entry')
    .option('--to <time>', 'before this time; by default to the last entry')
    .option('--issuer <url>', 'only what an identity did, or was done to it: its issuer, with --subject')
    .option('--subject <subject>', 'and its subject')
    .option('--connection <name>', 'only through this connection')
    .option('--operation <id>', 'only of this operation: embeddings.create')
    .option('--correlation <uuid>', 'only of this correlation id')
    .option('--no-recordings', 'without recordings and sealed originals')
    .option('--seed <text>', 'how the sample of the worksheet is drawn; by default at random')
    .option('--sample <number>', 'how many calls are drawn for it', '25')
    .option('--zip <file>', 'pack it into an archive too')
    .action((path: string, options: ExportCommandOptions) => exportEvidence(path, { options, context }));
}

interface ExportCommandOptions extends ExportOptions {
  readonly zip?: string;
}

interface Export {
  readonly options: ExportCommandOptions;
  readonly context: CommandContext;
}

async function exportEvidence(path: string, { options, context }: Export): Promise<void> {
  const { terminal, finish } = context;
  const { zip } = options;
  const wish = readWish(options, Date.now());
  const client = await adminClient(sessionPath(terminal));
  if (zip !== undefined && (await isThere(zip))) throw new SallyportError('file_exists');
  const folder = await ExportFolder.open(path);
  const exported = await interruptible((signal) => goOn({ client, folder, wish, signal, options, context }));
  if (exported === undefined) return finish(INTERRUPTED);
  await writeColoured(terminal, exportText(exported));
  if (!exported.report.ok) return finish(1);
  if (zip !== undefined) await zipBundle(folder, zip);
}

/** Gives nothing where it was interrupted. */
async function goOn({
  options,
  context: { terminal },
  ...parts
}: Omit<ExportParts, 'seeded' | 'progress'> & Export): Promise<FinishedBundle | undefined> {
  const progress = new ProgressLine(terminal.stderr);
  try {
    return await runExport({ ...parts, seeded: options.seed !== undefined, progress });
  } catch (cause) {
    if (isSallyportError(cause) && cause.code === 'folder_taken') throw cause;
    progress.clear();
    await write(terminal.stderr, 'not finished: the same command goes on from here\n');
    if (parts.signal.aborted) return undefined;
    throw cause;
  } finally {
    progress.clear();
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
