import type { ClaimRules } from './issuer-config.ts';

/** A SAML 2.0 identity provider whose assertions are accepted. */
export interface SamlIssuerConfig {
  /** The identity provider's entity id, compared exactly. */
  readonly issuer: string;
  /** Our own entity id, which an assertion must be restricted to. */
  readonly audience: string;
  /** Absolute: PEM files of its signing certificates, one in each. Several while one replaces another. */
  readonly certificateFiles: readonly string[];
  /** The attribute that names the subject. Default: the assertion's NameID. */
  readonly subjectAttribute?: string;
  /** The attribute that names the groups; none when absent. */
  readonly groupsAttribute?: string;
  /** Where an assertion must be meant to be delivered. Default: the token endpoint, `<publicUrl>/oauth/token` (RFC 7522 §3). */
  readonly recipient?: string;
  /** What each assertion must say besides, by the name of an attribute; all must hold. */
  readonly requiredAttributes?: ClaimRules;
  /** Seconds by which its clock and ours may differ, at both ends. Default 30, at most 120. */
  readonly clockToleranceSeconds?: number;
}
