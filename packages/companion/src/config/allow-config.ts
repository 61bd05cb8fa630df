/**
 * A rule of who may use a connection, and for what. A caller fits when its subject or one of its groups is listed; `*` stands for
 * everybody, or, among the groups, for everybody who is in one.
 */
export interface AllowRule {
  readonly subjects?: readonly string[];
  readonly groups?: readonly string[];
  /** The issuer whose subjects and groups are meant; required where several issuers are configured and names are listed. */
  readonly issuer?: string;
  /** The only operations it is about: ids such as `embeddings.create`, or `chat.*` for all whose ids begin so. Default: every operation. */
  readonly operations?: readonly string[];
  /** Only people, or only services, as the issuer's rules tell; of whom they do not tell, nobody fits. Default: both. */
  readonly nature?: 'person' | 'service';
}
