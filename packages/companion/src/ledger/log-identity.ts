import { decodeVerifierKey, type KeyedEventSigner, type NoteSigner, type VerifierKey } from '@sallyport/ledger';

/** What a log is and who signs for it. */
export interface LogIdentity {
  readonly origin: string;
  readonly noteSigner: NoteSigner & { readonly verifierKey: string };
  readonly eventSigner: KeyedEventSigner;
}

/** The keys that the log's own checkpoints are verified with. */
export function verifierKeysOf({ noteSigner }: LogIdentity): readonly VerifierKey[] {
  return [decodeVerifierKey(noteSigner.verifierKey)];
}
