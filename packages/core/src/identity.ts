/** A person or system: the pair (issuer, subject) of its identity token, everywhere. */
export interface Identity {
  /** `iss`, the issuer's URL. */
  readonly issuer: string;
  /** `sub`, unique within the issuer. */
  readonly subject: string;
}

/** Who is calling: an identity, the OAuth client it came through, its groups, and how it proved itself. */
export interface Caller extends Identity {
  /** `client_id` or `azp`, where the token names one. */
  readonly client?: string;
  readonly groups: readonly string[];
  /** Whether a person or a service, where the issuer's rules tell. */
  readonly nature?: 'person' | 'service';
  /** Who acts for it, the present actor first (RFC 8693 §4.1); absent where it acts itself. */
  readonly actors?: readonly Identity[];
  /** `grant`: a grant of the companion; `bearer`: the identity provider's own access token; `local`: known to the process itself. */
  readonly means: 'grant' | 'bearer' | 'local';
}

/** The JSON of the pair: the same text for one identity, and another for any other. */
export function identityKey({ issuer, subject }: Identity): string {
  return JSON.stringify([issuer, subject]);
}

/** Tells whether two identities are one. */
export function sameIdentity(a: Identity, b: Identity): boolean {
  return a.issuer === b.issuer && a.subject === b.subject;
}
