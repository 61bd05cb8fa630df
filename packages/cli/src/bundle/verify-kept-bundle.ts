import {
  type BundleManifest,
  type BundleReport,
  readManifest,
  type Trust,
  type TrustDocument,
  type VerifyOptions,
  verifyBundle,
} from '@sallyport/ledger';
import { BesideEntries } from './beside-entries.ts';
import { BundleFindings } from './bundle-findings.ts';
import { toldPath } from './bundle-path.ts';
import type { BesideFault, BundleVerdict } from './bundle-verdict.ts';
import type { KeptBundle } from './kept-bundle.ts';
import { checkOwnTrust, readOwnTrust } from './own-trust.ts';

/** What a bundle is verified by. */
export interface KeptBundleOptions extends VerifyOptions {
  /** The keys that are believed, and the endorsements by which those of the bundle may lead to them. */
  readonly trust: Trust & Partial<TrustDocument>;
}

/** The most bytes of a manifest that are read. */
const MAX_MANIFEST = 65_536;

/**
 * Verifies an evidence bundle offline: its entries as `verifyBundle` does, and by them all that comes with them: that every file belongs to
 * it; that its keys, policies, configurations, recordings and sealed originals are those that the entries name; and that summary, report and
 * worksheet are what comes of the entries when they are made again. Linear in the entries and in the bytes of what they name, and stops
 * reading where something differs. Raises only what `files()` of the bundle does: all that is wrong is in the verdict.
 */
export async function verifyKeptBundle(
  bundle: KeptBundle,
  { trust, ...options }: KeptBundleOptions,
): Promise<BundleVerdict> {
  const findings = new BundleFindings();
  await checkPlaces(bundle, findings);
  // What leads out of a bundle, or stands in it twice, is told before what is in it.
  const misplaced = findings.first();
  const own = await checkOwnTrust(await readOwnTrust(bundle), { believed: trust, findings });
  const manifest = await manifestOf(bundle);
  const beside = manifest && (await BesideEntries.open({ bundle, findings, manifest, trust: own ?? trust }));
  const report = await verifyBundle(bundle, trust, { ...options, take: async (entry) => beside?.take(entry) });
  if (isThrough(report)) await beside?.end();
  return verdictOf(report, { findings, misplaced });
}

async function checkPlaces(bundle: KeptBundle, findings: BundleFindings): Promise<void> {
  for await (const { path, fault } of bundle.files()) {
    if (fault !== undefined) findings.fault(fault, toldPath(path));
  }
}

/** What is wrong with it, `verifyBundle` says. */
async function manifestOf(bundle: KeptBundle): Promise<BundleManifest | undefined> {
  try {
    const bytes = await bundle.read('manifest.json', MAX_MANIFEST);
    return bytes && readManifest(bytes);
  } catch {
    return undefined;
  }
}

/** Whether all entries were read: what is not through has no end to compare with. */
function isThrough({ checks }: BundleReport): boolean {
  return checks.every(({ detail }) => !detail.startsWith('not checked'));
}

function verdictOf(
  report: BundleReport,
  { findings, misplaced }: { readonly findings: BundleFindings; readonly misplaced: BesideFault | undefined },
): BundleVerdict {
  const { checks: own, firstFault: ofEntries, ...rest } = report;
  const checks = [...own, ...findings.checks()];
  const firstFault = misplaced ?? ofEntries ?? findings.first();
  const ok = checks.every((check) => check.ok);
  return Object.freeze({ ...rest, ok, checks, ...(firstFault === undefined ? {} : { firstFault }) });
}
