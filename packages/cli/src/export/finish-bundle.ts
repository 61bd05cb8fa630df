import { SallyportError } from '@sallyport/core';
import {
  type BundleEntry,
  type BundleManifest,
  decodeVerifierKey,
  encodeManifest,
  inspectCheckpoint,
  type Trust,
  verifyBundle,
} from '@sallyport/ledger';
import { version } from '../../package.json';
import type { BundleVerdict } from '../bundle/bundle-verdict.ts';
import { keptWitnesses } from '../bundle/kept-witnesses.ts';
import { deriveFiles } from '../evidence/derive-files.ts';
import type { Exporting } from './exporting.ts';
import type { HalfFile } from './half-file.ts';
import { NamedFiles } from './named-files.ts';
import { readExportTrust } from './read-export-trust.ts';

const POPULATION = 'worksheet/population.csv';

/** What became of an export: whether it verifies, by the keys that came with it. */
export interface FinishedBundle {
  readonly trust: Trust;
  readonly report: BundleVerdict;
}

/**
 * Writes what an export says of itself, verifies it where it lies with all that its entries name, and makes of them meanwhile the summary, the report
 * and the worksheet. One that does not verify gets none of these. Raises `companion_invalid` where the companion's own keys did not sign the checkpoint.
 */
export async function finishBundle(exporting: Exporting): Promise<FinishedBundle> {
  const trust = await readExportTrust(exporting);
  const manifest = await writeManifest(exporting, trust);
  const population = await exporting.folder.begin(POPULATION);
  try {
    return { trust, report: await verifyAndDerive(exporting, { trust, manifest, population }) };
  } finally {
    await population.drop();
  }
}

async function writeManifest({ folder, wish, plan }: Exporting, trust: Trust): Promise<BundleManifest> {
  const checkpoint = await inspectCheckpoint(plan.checkpoint, trust.logKeys.map(decodeVerifierKey));
  if (typeof checkpoint === 'string') throw new SallyportError('companion_invalid');
  const { origin, size, root } = checkpoint;
  const { first, end } = plan;
  const log = { origin, size, root: Buffer.from(root).toString('base64') };
  const manifest = { version: 1, tool: `sallyport ${version}`, ...log, ...wish, first, end } as const;
  await folder.write('manifest.json', [encodeManifest(manifest)]);
  return manifest;
}

interface Deriving {
  readonly trust: Trust;
  readonly manifest: BundleManifest;
  readonly population: HalfFile;
}

async function verifyAndDerive(
  { folder, plan, progress, signal }: Exporting,
  { trust, manifest, population }: Deriving,
): Promise<BundleVerdict> {
  const witnesses = await keptWitnesses(folder, trust);
  const derivation = deriveFiles({ manifest, trust, witnesses, populationLine: (line) => population.add(line) });
  const named = new NamedFiles(folder, manifest);
  let done = 0;
  const take = async (entry: BundleEntry) => {
    signal.throwIfAborted();
    await named.take(entry);
    await derivation.take(entry);
    done += 1;
    progress.show({ words: 'verified', done, total: plan.end - plan.first });
  };
  const verdict = named.verdict(await verifyBundle(folder, trust, { take }));
  if (!verdict.ok) return verdict;
  for (const { path, bytes } of await derivation.end()) await folder.write(path, [bytes]);
  await population.keep();
  return verdict;
}
