/** Whom originals are sealed to: the public half of an auditor's P-256 key, as a JWK (RFC 7517, RFC 7518 §6.2.1). */
export interface AuditorKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  /** 32 bytes in base64url. */
  readonly x: string;
  /** 32 bytes in base64url. */
  readonly y: string;
  /** The name by which its holder finds what is for them. */
  readonly kid: string;
}

/** The most auditors that originals are sealed to. */
export const MAX_AUDITORS = 8;
