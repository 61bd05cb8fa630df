import type { CompanionClient } from '../companion/companion-client.ts';
import type { SliceOwner } from './seen-versions.ts';
import { SliceKeeper, type SliceKeeping } from './slice-keeper.ts';
import type { Slice } from './verify-slice.ts';

/** Who wants a slice, by which client. */
export interface SliceOrder extends SliceOwner {
  readonly client: CompanionClient;
  readonly signal?: AbortSignal;
}

/** How many identities and connections of one companion are known at a time; those used longest ago are fetched again. */
const CAPACITY = 256;

/** The slices of one companion's policy that a process follows. Its clients share them. */
export class Slices {
  readonly #keeping: SliceKeeping;
  readonly #keepers = new Map<string, SliceKeeper>();

  constructor(keeping: SliceKeeping) {
    this.#keeping = keeping;
  }

  /** The slice of an identity for a connection. Raises as `SliceKeeper.slice` does. */
  slice({ client, signal, ...owner }: SliceOrder): Promise<Slice> {
    return this.#keeperOf(owner).slice(client, signal);
  }

  #keeperOf(owner: SliceOwner): SliceKeeper {
    const { connection, identity } = owner;
    const name = JSON.stringify([connection, identity.issuer, identity.subject]);
    const keeper = this.#keepers.get(name) ?? new SliceKeeper(this.#keeping, owner);
    this.#keepers.delete(name);
    this.#keepers.set(name, keeper);
    const [oldest] = this.#keepers.keys();
    if (this.#keepers.size > CAPACITY && oldest !== undefined) this.#keepers.delete(oldest);
    return keeper;
  }
}
