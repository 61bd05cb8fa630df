import type { EventKeys } from '../event/event-key.ts';
import { importEventKeys } from '../event/event-key.ts';
import type { LedgerEvent } from '../event/ledger-event.ts';

/** The keys that grants were bound to, as `grant.issued` events name them, and whom each speaks for. */
export class ClientKeys {
  readonly #keys = new Map<string, CryptoKey>();
  readonly #owners = new Map<string, string>();

  /** By `kid`. */
  get keys(): EventKeys {
    return this.#keys;
  }

  /** Takes in the key that a verified `grant.issued` names. False when it names one that is none, or another's. */
  async learn({ metadata, unmapped, actor }: LedgerEvent): Promise<boolean> {
    const { clientKey } = unmapped;
    if (metadata.event_code !== 'grant.issued' || clientKey === undefined) return true;
    const owner = ownerOf(actor);
    const known = this.#owners.get(clientKey.kid);
    if (known !== undefined) return known === owner;
    try {
      for (const [kid, key] of await importEventKeys([clientKey])) {
        this.#keys.set(kid, key);
        this.#owners.set(kid, owner);
      }
      return true;
    } catch {
      return false;
    }
  }

  /** Tells whether a key was granted to the actor that an event names; who names none is known by the key. */
  speaksFor(kid: string, actor: LedgerEvent['actor']): boolean {
    const owner = this.#owners.get(kid);
    return owner !== undefined && ('name' in actor.user || owner === ownerOf(actor));
  }
}

function ownerOf({ user, idp }: LedgerEvent['actor']): string {
  return JSON.stringify([idp?.issuer, 'uid' in user ? user.uid : undefined]);
}
