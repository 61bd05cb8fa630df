import type { Entity } from '@sallyport/core';

/** An identifier as it stood in a text. */
export interface TokenValue {
  readonly entity: Entity;
  /** The exact characters: another case or spelling is another value. */
  readonly value: string;
}

/** Whose call it is, and what it goes on with. */
export interface ScopeRequest {
  /** Who calls. No two callers are told of each other's tokens. */
  readonly caller: string;
  /** The ids of conversations the call names, as the provider issued them; one that is not known is a new one. */
  readonly conversations: readonly string[];
}

/** Where values to mint for come from, and what to keep clear of. */
export interface MintOptions {
  /** Values of an answer cannot be read back by their tokens. Default: `request`. */
  readonly from?: 'request' | 'answer';
  /** Tokens that stand in the caller's own text, by whatever means: none of these is given to a value that has none yet. */
  readonly standing?: ReadonlySet<string>;
}

/** The tokens of one call, and of the conversation it belongs to. */
export interface TokenScope {
  /**
   * A token for each value, in order: random, never derived from the value (45 CFR 164.514(c)). A value has one token in a conversation, and
   * a token one value. Raises `vault_full` when the conversation holds more than the vault keeps of one.
   */
  mint(values: readonly TokenValue[], options?: MintOptions): Promise<readonly string[]>;
  /**
   * The value of a token that was minted from a raw value in a request of this call or its conversation; `undefined` of every other: that
   * would be a reveal. Pure of effects, and no promise, since streams ask it of every piece.
   */
  valueOf(token: string): string | undefined;
  /**
   * From now on a call of the same caller that names one of these ids goes on with this conversation. They come from the answer, which is
   * not trusted: an id that is another conversation's leads to neither from then on.
   */
  continueAs(ids: readonly string[]): void;
}

/** Issues tokens. The values are kept from everyone but the scopes they belong to: no error, log or inspection shows one. */
export interface Vault {
  /** Opens the scope of a call. Raises what the vault's own storage fails with. */
  open(request: ScopeRequest): Promise<TokenScope>;
}
