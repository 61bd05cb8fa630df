import { readFile } from 'node:fs/promises';
import { readSuccession, readTrustDocument, type Trust, type TrustDocument, trustFingerprint } from '@sallyport/ledger';
import { createColors } from 'picocolors';

/** Where there are no colours, what writes them leaves them out. */
const pc = createColors(true);

/** What the command line says of the keys to believe. */
export interface TrustOptions {
  /** A `trust.json`. */
  readonly trust?: string;
  /** What the trust must hash to. */
  readonly fingerprint?: string;
}

/** The keys that are believed, and why. */
export interface BelievedTrust {
  readonly trust: Trust;
  /** The fingerprint is the one given by hand, or none was given. */
  readonly believed: boolean;
  /** What is printed of it. */
  readonly lines: readonly string[];
}

/** Reads the keys that came with what is verified. Raises for what is not there or is none. */
export type ReadBeside = () => Promise<TrustDocument>;

/** The reading of a file of keys beside a ledger. */
export function trustFile(file: string): ReadBeside {
  return async () => readTrustDocument(await readFile(file));
}

/**
 * Reads the `trust.json` that is named, else the one beside the ledger. One that is older is followed to the keys of today as far as the
 * endorsements beside the ledger lead, so a trust of years ago still serves. Gives them with the endorsements that came with the named
 * one. Raises `config_invalid`, and the system's error for a file that is not there.
 */
export async function readNamedTrust({ trust }: TrustOptions, beside: ReadBeside): Promise<TrustDocument> {
  const { endorsements, ...named } = await (trust === undefined ? beside : trustFile(trust))();
  const later = await beside().catch(() => undefined);
  const latest = (await readSuccession(named, later?.endorsements ?? [])).at(-1) ?? named;
  return { ...latest, endorsements };
}

/** Compares the keys with the fingerprint that was given; `from` says in a word where they came from otherwise. */
export function believe(trust: Trust, { options, from }: { readonly options: TrustOptions; readonly from: string }) {
  const fingerprint = trustFingerprint(trust);
  const believed = options.fingerprint === undefined || options.fingerprint.toLowerCase() === fingerprint;
  const lines = [`trust ${fingerprint}`];
  if (!believed) lines.push(pc.red('  ✗ this is not the fingerprint you gave'));
  else if (options.fingerprint === undefined && options.trust === undefined) {
    lines.push(pc.yellow(`  ! these keys came with the ${from}: compare the fingerprint with one from elsewhere`));
  }
  return { trust, believed, lines } satisfies BelievedTrust;
}
