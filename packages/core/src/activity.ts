/** What a person concludes of a digest of activity. `follow_up`: somebody looks into it; `incident`: the procedures for one were begun. */
export const ACTIVITY_CONCLUSIONS = ['no_concern', 'follow_up', 'incident'] as const;

/** A conclusion about a digest of activity. */
export type ActivityConclusion = (typeof ACTIVITY_CONCLUSIONS)[number];

/** What the ledger says of a digest of activity that was signed off, 45 CFR 164.308(a)(1)(ii)(D). PHI-free: codes, counts, times and digests. */
export interface ActivityDetails {
  /** The UUID of the digest. */
  readonly id: string;
  /** The period that it is about: from then on, and before then; milliseconds since the Unix epoch. */
  readonly from: number;
  readonly to: number;
  /** SHA-256 of the digest's exact bytes, in base64url. */
  readonly digest: string;
  /** How many findings it has. */
  readonly findings: number;
  readonly conclusion: ActivityConclusion;
}
