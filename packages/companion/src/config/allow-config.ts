/** Who may use a connection. `*` stands for everybody. A caller passes when its subject or one of its groups is listed. */
export interface AllowConfig {
  readonly subjects?: readonly string[];
  readonly groups?: readonly string[];
  /** The issuer whose subjects and groups are meant; required where several issuers are configured and names are listed. */
  readonly issuer?: string;
}
