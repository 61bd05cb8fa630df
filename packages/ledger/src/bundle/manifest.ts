/** What a bundle's entries must all fit; sessions and reviews are in it whole or not at all. */
export interface BundleFilter {
  /** Both or neither. */
  readonly issuer?: string;
  readonly subject?: string;
  readonly connection?: string;
  readonly operation?: string;
  /** A UUID. */
  readonly correlation?: string;
}

/**
 * What a bundle says of itself, `manifest.json`. Nothing in it is believed: the log, its size and root are held to the checkpoint; the range
 * and the period to the entries, and together with the filter and the recordings to the `evidence.exported` that the log has of this export,
 * in the range or the context. Of what is asked up to the last entry, that event was written before the last entry and may name a lower end.
 */
export interface BundleManifest {
  readonly version: 1;
  /** What wrote it: `sallyport 1.2.3`. */
  readonly tool: string;
  /** Of the log, as in `checkpoint`. */
  readonly origin: string;
  readonly size: number;
  /** The root hash, in base64. */
  readonly root: string;
  /** What was asked for: from then on, and before then. Milliseconds since the Unix epoch. Absent: from the first entry, to the last. */
  readonly from?: number;
  readonly to?: number;
  /** The entries it holds, or holds some of: from this index on, and before that one. `first` begins a tile of 256, `end` ends one or the log. */
  readonly first: number;
  readonly end: number;
  readonly filter?: BundleFilter;
  /** Whether recordings and sealed originals are in it. */
  readonly recordings: boolean;
  /** How the worksheet's sample is drawn, of at most 10,000 calls. */
  readonly sample: { readonly seed: string; readonly size: number };
}
