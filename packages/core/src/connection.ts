/** The kinds of upstream a connection can describe. */
export const CONNECTION_KINDS = [
  'openai',
  'azure-openai',
  'openai-compatible',
  'anthropic',
  'bedrock',
  'vertex',
  'http',
] as const;

/** A kind of upstream. */
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/**
 * Whether a business associate agreement (45 CFR 164.504(e)) covers the upstream:
 * `true`, `false`, or `self_hosted` when the model never leaves the covered entity.
 */
export type Baa = boolean | 'self_hosted';

/** A configured upstream, without its credential. */
export interface Connection {
  readonly name: string;
  readonly kind: ConnectionKind;
  readonly baa: Baa;
}
