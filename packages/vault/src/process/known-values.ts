import type { TokenValue } from '../vault.ts';
import { bytesOf, type Minted } from './token-set.ts';

/** The tokens of values that came lately, by caller: what comes again gets the token it had. The least recently used go first. */
export class KnownValues {
  readonly #limitBytes: number;
  readonly #pairs = new Map<string, Minted>();
  readonly #tokens = new Set<string>();
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  find(caller: string, value: TokenValue): Minted | undefined {
    const key = keyOf(caller, value);
    const minted = this.#pairs.get(key);
    if (minted === undefined) return undefined;
    this.#pairs.delete(key);
    this.#pairs.set(key, minted);
    return minted;
  }

  /** Whether a token stands for a value of anyone's. */
  has(token: string): boolean {
    return this.#tokens.has(token);
  }

  /** Remembers a pair, in place of another of that value. */
  add(caller: string, minted: Minted): void {
    const key = keyOf(caller, minted);
    this.#forget(key);
    this.#bytes += bytesOfPair(key, minted);
    this.#pairs.set(key, minted);
    this.#tokens.add(minted.token);
    for (const oldest of this.#pairs.keys()) {
      if (this.#bytes <= this.#limitBytes) return;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    const minted = this.#pairs.get(key);
    if (minted === undefined) return;
    this.#bytes -= bytesOfPair(key, minted);
    this.#pairs.delete(key);
    this.#tokens.delete(minted.token);
  }
}

/** JSON says itself where it ends, so no two values have one key. */
function keyOf(caller: string, { entity, value }: TokenValue): string {
  return JSON.stringify([caller, entity]) + value;
}

function bytesOfPair(key: string, minted: Minted): number {
  return 2 * key.length + bytesOf(minted);
}
