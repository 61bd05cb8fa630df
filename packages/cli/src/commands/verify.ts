import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTrust, type Trust, trustFingerprint, type VerifyReport, verifyLedger } from '@sallyport/ledger';
import { Command } from 'commander';
import pc from 'picocolors';
import { write } from '../terminal.ts';
import { folderSource } from '../verify/folder-source.ts';
import type { CommandContext } from './command-context.ts';

interface VerifyOptions {
  readonly trust?: string;
  readonly fingerprint?: string;
}

/** `sallyport verify`: checks an exported ledger, offline. */
export function verifyCommand({ terminal, finish }: CommandContext): Command {
  return new Command('verify')
    .description('check an exported ledger folder, offline')
    .argument('<folder>', 'what an export wrote')
    .option('--trust <file>', 'the keys to believe; by default the trust.json in the folder')
    .option('--fingerprint <hex>', 'what the trust must hash to, from a source other than the folder')
    .action(async (folder: string, options: VerifyOptions) => {
      const trust = await readTrust(await readFile(options.trust ?? join(folder, 'trust.json')));
      const fingerprint = trustFingerprint(trust);
      const believed = options.fingerprint === undefined || options.fingerprint.toLowerCase() === fingerprint;
      const report = await verifyLedger(folderSource(folder), trust);
      await write(terminal.stdout, describe({ trust, fingerprint, report, options, believed }));
      finish(report.ok && believed ? 0 : 1);
    });
}

interface Verified {
  readonly trust: Trust;
  readonly fingerprint: string;
  readonly report: VerifyReport;
  readonly options: VerifyOptions;
  /** The fingerprint is the one given by hand, or none was given. */
  readonly believed: boolean;
}

function describe({ fingerprint, report, options, believed }: Verified): string {
  const checks = report.checks.map(
    ({ name, ok, detail }) => `  ${ok ? pc.green('✓') : pc.red('✗')} ${name}: ${detail}`,
  );
  const head = [`log ${report.origin || '(unread)'}, ${report.size} entries, root ${report.rootHash || '(unread)'}`];
  return `${[...head, ...trustLines({ fingerprint, options, believed }), ...checks, verdict(report, believed)].join('\n')}\n`;
}

function trustLines({
  fingerprint,
  options,
  believed,
}: Pick<Verified, 'fingerprint' | 'options' | 'believed'>): string[] {
  const lines = [`trust ${fingerprint}`];
  if (!believed) lines.push(pc.red('  ✗ this is not the fingerprint you gave'));
  else if (options.fingerprint === undefined && options.trust === undefined) {
    lines.push(pc.yellow('  ! these keys came with the folder: compare the fingerprint with one from elsewhere'));
  }
  return lines;
}

function verdict(report: VerifyReport, believed: boolean): string {
  if (report.firstFault !== undefined) return pc.red(`NOT VERIFIED: ${report.firstFault.words}`);
  return believed && report.ok ? pc.green('VERIFIED') : pc.red('NOT VERIFIED: the keys are not the ones you trust');
}
