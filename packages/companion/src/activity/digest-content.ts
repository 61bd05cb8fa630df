import type { ActivityConfig } from '../config/index.ts';
import type { TalliedFindings } from './finding-tally.ts';

/** What a digest counts, however little there is to find. */
export interface DigestCounts {
  /** Entries of the ledger by kind; `client.intent` among them. */
  readonly entries: Readonly<Record<string, number>>;
  /** Calls that were sent. */
  readonly calls: number;
  /** Calls that were refused. */
  readonly denied: number;
  /** How many identities called. */
  readonly identities: number;
}

/** A digest of activity, version 1, in the order of its JSON. PHI-free: codes, counts, ids, configured names and identities. */
export interface DigestContent {
  readonly version: 1;
  /** A UUID. */
  readonly id: string;
  /** The period: from then on, and before then; RFC 3339. */
  readonly from: string;
  readonly to: string;
  readonly every: Exclude<ActivityConfig['every'], 'off'>;
  readonly time_zone: string;
  /** The entries of the ledger that it was made of: from this index on, and before that one. */
  readonly first: number;
  readonly end: number;
  readonly made_at: string;
  readonly counts: DigestCounts;
  readonly findings: TalliedFindings['findings'];
  readonly unlisted: number;
  /** Identities that findings are about which are not listed: 16 bytes each, SHA-256 of their `identityKey` cut short, in base64url. */
  readonly unnamed: readonly string[];
  /** There are more of those than are told. */
  readonly unnamed_cut?: true;
}
