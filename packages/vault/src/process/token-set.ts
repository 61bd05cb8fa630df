import { type Entity, SallyportError } from '@sallyport/core';
import type { TokenValue } from '../vault.ts';

/** A value and the token that stands for it. */
export interface Minted extends TokenValue {
  readonly token: string;
}

/** What keeping a pair costs beside its value, in bytes: the token, and two places in maps. */
const OVERHEAD_BYTES = 384;

/** The bytes of memory a pair is reckoned at. */
export function bytesOf({ value }: Pick<TokenValue, 'value'>): number {
  return 2 * value.length + OVERHEAD_BYTES;
}

/** A set of tokens with their values, which can be found by either. What it holds shows in no inspection. */
export class TokenSet {
  readonly #byToken = new Map<string, Minted>();
  readonly #byValue = new Map<Entity, Map<string, Minted>>();
  #bytes = 0;

  /** What it is reckoned at. */
  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#byToken.size;
  }

  withToken(token: string): Minted | undefined {
    return this.#byToken.get(token);
  }

  withValue({ entity, value }: TokenValue): Minted | undefined {
    return this.#byValue.get(entity)?.get(value);
  }

  /** Takes a pair in, unless it is there. Throws `vault_full` past the limit. */
  add(minted: Minted, limitBytes: number): void {
    if (this.#byToken.has(minted.token)) return;
    const bytes = bytesOf(minted);
    if (this.#bytes + bytes > limitBytes) throw new SallyportError('vault_full');
    this.#bytes += bytes;
    this.#byToken.set(minted.token, minted);
    const values = this.#byValue.get(minted.entity) ?? new Map<string, Minted>();
    this.#byValue.set(minted.entity, values);
    values.set(minted.value, minted);
  }

  /** Whether both hold the same tokens. */
  equals(other: TokenSet): boolean {
    return this.size === other.size && [...this.#byToken.keys()].every((token) => other.withToken(token) !== undefined);
  }

  /** Takes in all pairs of another. Throws `vault_full` past the limit. */
  addAll(other: TokenSet, limitBytes: number): void {
    for (const minted of other.#byToken.values()) this.add(minted, limitBytes);
  }
}
