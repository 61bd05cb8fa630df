import type { HeaderRecord, Payload } from '@sallyport/pipeline';

/** A request to a provider that is about to leave: what a credential may have to sign. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case; `host` is not among them. */
  readonly headers: HeaderRecord;
  readonly body: Payload;
  /** The caller's own access token, where the call came with one as a bearer and not with a grant. Never logged. */
  readonly callerToken?: string;
}

/** How the companion proves itself to one provider. */
export interface Credential {
  /**
   * Headers that prove it for a request. `signal` ends the wait. Raises `credential_unavailable` when there is none to be had; nothing
   * it raises or logs holds a credential.
   */
  authorise(request: OutgoingRequest, options: { readonly signal: AbortSignal }): Promise<HeaderRecord>;
  /** Told that the provider refused (401, 403) what `authorise` gave; says whether to try once more. Default: no. */
  refused?(headers: HeaderRecord): Promise<boolean>;
  /** Lets go of what it keeps. */
  close?(): Promise<void>;
}

/** For a provider that wants no credential. */
export const NO_CREDENTIAL: Credential = Object.freeze({ authorise: async () => ({}) });
