import { Command, Option } from 'commander';
import { runScan, type ScanOptions } from '../scan/run-scan.ts';
import { scanJsonl } from '../scan/scan-jsonl.ts';
import type { CommandContext } from './command-context.ts';

/** `sallyport scan`: finds identifiers in files, a folder or standard input. */
export function scanCommand({ terminal, finish }: CommandContext): Command {
  return new Command('scan')
    .description('find protected health information; tables of places and counts, of values only with --show-values')
    .argument('[paths...]', 'files or folders; standard input without one, or for -')
    .addOption(
      new Option(
        '--jsonl',
        'read {"id","text"} lines from standard input, write {"id","spans"} lines (UTF-16 offsets)',
      ).conflicts(['redact', 'report', 'showValues', 'view']),
    )
    .option('--redact', 'write the text with every identifier replaced by the name of its entity')
    .option('--out <folder>', 'with --redact: write each file under this folder')
    .option('--view', 'show each text with its identifiers marked; the default for one text on a terminal')
    .option('--no-view', 'never show the text')
    .addOption(
      new Option('--show-values', 'show the identifiers themselves, and names of files as they are').conflicts(
        'redact',
      ),
    )
    .option('--report <file>', 'write a page of HTML: counts by entity and by file')
    .option('--force', 'with --report: replace the file if it is there')
    .action(async (paths: readonly string[], options: ScanOptions & { readonly jsonl?: boolean }) => {
      if (options.jsonl) return scanJsonl(terminal);
      const { refused } = await runScan(paths.length === 0 ? ['-'] : paths, options, terminal);
      finish(refused === 0 ? 0 : 1);
    });
}
