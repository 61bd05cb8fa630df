import { readSuccession, readTrustDocument, type Trust, type TrustDocument, trustFingerprint } from '@sallyport/ledger';
import type { BundleFindings } from './bundle-findings.ts';
import type { KeptBundle } from './kept-bundle.ts';

/** The most bytes of a `trust.json` that are read. */
const MAX_BYTES = 1_048_576;

/** Reads the keys that a bundle brings. Gives `undefined` where there are none, or what is there is none. */
export async function readOwnTrust(bundle: KeptBundle): Promise<TrustDocument | undefined> {
  try {
    return await readTrustDocument((await bundle.read('trust.json', MAX_BYTES)) ?? new Uint8Array(0));
  } catch {
    return undefined;
  }
}

/**
 * Whether the keys that a bundle brings are those that are believed, or came before or after them: only then is what it was made with
 * what it says. Gives them.
 */
export async function checkOwnTrust(
  own: TrustDocument | undefined,
  { believed, findings }: { readonly believed: Trust & Partial<TrustDocument>; readonly findings: BundleFindings },
): Promise<Trust | undefined> {
  if (own === undefined) {
    findings.fault('trust_missing', 'trust.json');
    return undefined;
  }
  const after = await readSuccession(own, believed.endorsements ?? []);
  const related = after.map(trustFingerprint).includes(trustFingerprint(believed));
  if (!related) findings.fault('trust_stranger', 'trust.json');
  const later = after.length > 1 ? ', as they were when it was made' : '';
  findings.done('keys', `the keys that came with it are those that are believed${later}`);
  return own;
}
