import type { IdentityToken } from '@sallyport/identity';
import type { KeyedEventSigner } from '@sallyport/ledger';
import { generateSigner } from './generate-signer.ts';
import { jwtClaims } from './jwt-claims.ts';

/** How many identities one process may act as before the key of the one used longest ago is made anew. */
const CAPACITY = 4096;

/**
 * The keys of a process: one for each identity it acts as, made when first needed. The companion binds an identity token to the first
 * key that presents it, and a key to the first identity, so all clients of a process that present one token must prove the same key.
 * Whose a token is, its unverified claims tell here; all that name nobody share one key.
 */
export class KeyRing {
  readonly #signers = new Map<string, KeyedEventSigner>();

  /** The signer that goes with a token. */
  signerFor({ token }: IdentityToken): KeyedEventSigner {
    const owner = ownerOf(token);
    const signer = this.#signers.get(owner) ?? generateSigner();
    this.#signers.delete(owner);
    this.#signers.set(owner, signer);
    const [oldest] = this.#signers.keys();
    if (this.#signers.size > CAPACITY && oldest !== undefined) this.#signers.delete(oldest);
    return signer;
  }
}

/** The keys of this process. */
export const PROCESS_KEYS = new KeyRing();

function ownerOf(token: string): string {
  const { iss, sub } = jwtClaims(token) ?? {};
  return typeof iss === 'string' && typeof sub === 'string' ? JSON.stringify([iss, sub]) : '';
}
