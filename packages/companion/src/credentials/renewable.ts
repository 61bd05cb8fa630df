/** Something secret that does not stay the same: a token that ends, a key that is rotated. */
export interface Renewable<T> {
  /** Gives one that serves now. `signal` ends the wait, with `cancelled`. Raises `credential_unavailable`. */
  get(options: { readonly signal: AbortSignal }): Promise<T>;
  /** Told that the provider refused the one that `isRefused` recognises: says whether there is another by now. */
  replace(isRefused: (value: T) => boolean): Promise<boolean>;
  /** Lets go of it. */
  close(): void;
}

/** Keys that sign requests to AWS. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Goes with keys that end. */
  readonly sessionToken?: string;
}
