import { SallyportError } from '@sallyport/core';
import type { ScopeRequest, TokenScope, Vault } from '../vault.ts';
import { Conversations } from './conversations.ts';
import type { RandomBytes } from './draw-token.ts';
import { KnownValues } from './known-values.ts';
import { ProcessScope, type ScopeParts } from './process-scope.ts';

/** How much a vault in memory keeps. */
export interface ProcessVaultOptions {
  /** The bytes of all it keeps, half for values and half for conversations: the least recently used go first. Default 64 MiB. */
  readonly limitBytes?: number;
  /** The bytes of one call or conversation; more raises `vault_full`. At most half of `limitBytes`. Default 8 MiB. */
  readonly conversationBytes?: number;
  /** How many conversations. Default 10,000. */
  readonly conversations?: number;
  /** Default: `crypto.getRandomValues`. */
  readonly random?: RandomBytes;
}

const MIB = 1_048_576;

/**
 * A vault in the memory of this process: it ends with it, and no other sees it. A value has the token it had before, in whichever call of
 * the same caller, until it is forgotten. Throws `config_invalid` for limits that are none.
 */
export function createProcessVault(options: ProcessVaultOptions = {}): Vault {
  return new ProcessVault(options);
}

class ProcessVault implements Vault {
  readonly #parts: ScopeParts;

  constructor({
    limitBytes = 64 * MIB,
    conversationBytes = 8 * MIB,
    conversations = 10_000,
    random = randomBytes,
  }: ProcessVaultOptions) {
    const whole = [limitBytes, conversationBytes, conversations].every(
      (limit) => Number.isSafeInteger(limit) && limit > 0,
    );
    if (!whole || conversationBytes > limitBytes / 2) throw new SallyportError('config_invalid');
    this.#parts = {
      known: new KnownValues(limitBytes / 2),
      conversations: new Conversations({ conversations, bytes: limitBytes / 2 }),
      conversationBytes,
      random,
    };
  }

  async open({ caller, conversations }: ScopeRequest): Promise<TokenScope> {
    return new ProcessScope(this.#parts, { caller, named: [...new Set(conversations)] });
  }
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
