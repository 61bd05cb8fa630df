import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, verifyStore } from '@sallyport/companion';
import { SallyportError } from '@sallyport/core';
import { verifyLedger } from '@sallyport/ledger';
import { Command } from 'commander';
import { bundleText } from '../bundle/bundle-text.ts';
import { isBundle } from '../bundle/is-bundle.ts';
import { openBundle } from '../bundle/open-bundle.ts';
import { readOwnTrust } from '../bundle/own-trust.ts';
import { verifyKeptBundle } from '../bundle/verify-kept-bundle.ts';
import { readDuration } from '../reviews/read-duration.ts';
import { writeColoured } from '../terminal.ts';
import { believe, readNamedTrust, type TrustOptions, trustFile } from '../verify/believed-trust.ts';
import { folderSource } from '../verify/folder-source.ts';
import { readNotes } from '../verify/read-notes.ts';
import { reportText } from '../verify/report-text.ts';
import { type Printed, verifyProof } from '../verify/verify-proof.ts';
import type { CommandContext } from './command-context.ts';

interface VerifyOptions extends TrustOptions {
  readonly store?: string;
  readonly leaf?: string;
  readonly witnessed?: readonly string[];
  readonly clocks?: string;
}

/** `sallyport verify`: checks an evidence bundle, an exported ledger, the proof of one entry, or a companion's own database. */
export function verifyCommand({ terminal, finish }: CommandContext): Command {
  return new Command('verify')
    .description('check an evidence bundle, an exported ledger, the proof of one entry, or a companion’s database')
    .argument('[place]', 'the folder or .zip that an export wrote, or with --leaf a .tlog-proof file')
    .option('--leaf <file>', 'the exact bytes of the entry that the proof is of')
    .option('--store <config>', 'instead: the database of the companion with this configuration')
    .option('--trust <file>', 'the keys to believe; by default those that came with the ledger')
    .option('--fingerprint <hex>', 'what the trust must hash to, from a source other than the ledger')
    .option('--witnessed <files...>', 'checkpoints that a witness kept, each in a file')
    .option('--clocks <duration>', 'how far clocks may have differed, such as 2h; by default 10m')
    .action(async (place: string | undefined, options: VerifyOptions) => {
      const { ok, text } = await verify(place, options);
      await writeColoured(terminal, text);
      finish(ok ? 0 : 1);
    });
}

async function verify(place: string | undefined, options: VerifyOptions): Promise<Printed> {
  const { store, leaf } = options;
  if (place === undefined && store !== undefined && leaf === undefined) return verifyOwnStore(store, options);
  if (place === undefined || store !== undefined) {
    throw new SallyportError('request_invalid', {
      place: 'verify takes a folder or .zip, a proof with --leaf, or --store',
    });
  }
  if (leaf !== undefined) return verifyProof(place, { ...options, leaf });
  return (await isBundle(place)) ? verifyBundleAt(place, options) : verifyFolder(place, options);
}

async function verifyBundleAt(place: string, options: VerifyOptions): Promise<Printed> {
  const bundle = await openBundle(place);
  try {
    const trust = await readNamedTrust(options, async () => {
      const own = await readOwnTrust(bundle);
      if (own === undefined) throw new SallyportError('bundle_unreadable', { place: 'trust.json' });
      return own;
    });
    const known = believe(trust, { options, from: 'bundle' });
    const verdict = await verifyKeptBundle(bundle, { trust, ...(await compared(options)) });
    return { ok: verdict.ok && known.believed, text: bundleText(verdict, known) };
  } finally {
    bundle.close();
  }
}

async function verifyFolder(folder: string, options: VerifyOptions): Promise<Printed> {
  const own = join(folder, 'trust.json');
  if (options.trust === undefined && existsSync(folder) && !existsSync(own)) {
    throw new SallyportError('bundle_unreadable', { place: 'trust.json is missing' });
  }
  const trust = await readNamedTrust(options, trustFile(own));
  const known = believe(trust, { options, from: 'folder' });
  const report = await verifyLedger(folderSource(folder), trust, await compared(options));
  return { ok: report.ok && known.believed, text: reportText(report, known) };
}

async function verifyOwnStore(file: string, options: VerifyOptions): Promise<Printed> {
  const { DATABASE_URL: databaseUrl } = process.env;
  const named = options.trust === undefined ? {} : { trust: await readNamedTrust(options, trustFile(options.trust)) };
  const { trust, report } = await verifyStore({
    config: await loadConfig(file),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...named,
    ...(await compared(options)),
  });
  const known = believe(trust, { options, from: 'database' });
  return { ok: report.ok && known.believed, text: reportText(report, known) };
}

async function compared({ witnessed, clocks }: VerifyOptions) {
  const notes = await readNotes(witnessed);
  return clocks === undefined ? { notes } : { notes, slackMs: readDuration(clocks, '--clocks') * 1000 };
}
