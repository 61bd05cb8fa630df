/** Somebody who can sign in at the identity provider. */
export interface TestUser {
  /** `sub`, and the name to sign in with. */
  readonly subject: string;
  readonly password: string;
  /** Claims put into the ID tokens and access tokens, for example `{groups: ['platform']}`. */
  readonly claims?: Readonly<Record<string, unknown>>;
}
