import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Identity, identityKey, SallyportError } from '@sallyport/core';
import type { CompanionClient } from '../companion/companion-client.ts';
import { type Outbox, type OutboxOptions, openOutbox } from './outbox.ts';

/** What outboxes are opened with. */
export interface OutboxesOptions extends Omit<OutboxOptions, 'identity'> {
  /** How many are open at a time. Default 64. */
  readonly capacity?: number;
}

/** An outbox that a call uses. It stays open until `leave` is called. */
export interface EnteredOutbox {
  readonly outbox: Outbox;
  readonly leave: () => void;
}

interface Entry {
  readonly opening: Promise<Outbox>;
  outbox: Outbox | undefined;
  calls: number;
}

const CAPACITY = 64;

/** The outboxes of one companion by identity. Those used longest ago are closed when there are too many; their events stay on disk. */
export class Outboxes {
  readonly #options: OutboxesOptions;
  readonly #entries = new Map<string, Entry>();
  #closed = false;

  constructor(options: OutboxesOptions) {
    this.#options = options;
  }

  /**
   * Opens the outbox of an identity, or gives the open one. Raises `spool_full` when too many others hold events that would be lost, and
   * `shutting_down` once closed.
   */
  async enter(identity: Identity, client: CompanionClient): Promise<EnteredOutbox> {
    if (this.#closed) throw new SallyportError('shutting_down');
    const name = nameOf(identity);
    const entry = this.#entries.get(name) ?? this.#open(identity, client);
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    entry.calls += 1;
    let inside = true;
    const leave = () => {
      if (inside) entry.calls -= 1;
      inside = false;
    };
    try {
      const outbox = await entry.opening;
      outbox.use(client);
      return { outbox, leave };
    } catch (cause) {
      if (this.#entries.get(name) === entry) this.#entries.delete(name);
      throw cause;
    }
  }

  /** As `Outbox.flush`, of all. */
  async flush(): Promise<boolean> {
    const flushed = await Promise.all(this.#outboxes().map((outbox) => outbox.flush()));
    return flushed.every(Boolean);
  }

  /** As `Outbox.breakOff`, of all. */
  breakOff(): void {
    for (const outbox of this.#outboxes()) outbox.breakOff();
  }

  /** Closes all. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled([...this.#entries.values()].map(({ opening }) => opening));
    const open = this.#outboxes();
    this.#entries.clear();
    await Promise.all(open.map((outbox) => outbox.close()));
  }

  #outboxes(): readonly Outbox[] {
    return [...this.#entries.values()].flatMap(({ outbox }) => outbox ?? []);
  }

  #open(identity: Identity, client: CompanionClient): Entry {
    this.#makeRoom();
    const { folder, capacity: _, ...others } = this.#options;
    const own = folder === undefined ? {} : { folder: join(folder, nameOf(identity)) };
    const entry: Entry = { opening: openOutbox({ ...others, ...own, identity }, client), outbox: undefined, calls: 0 };
    void entry.opening.then(
      (outbox) => {
        entry.outbox = outbox;
      },
      () => undefined,
    );
    return entry;
  }

  #makeRoom(): void {
    if (this.#entries.size < (this.#options.capacity ?? CAPACITY)) return;
    for (const [name, { outbox, calls }] of this.#entries) {
      if (outbox === undefined || calls > 0 || !outbox.idle) continue;
      this.#entries.delete(name);
      void outbox.close();
      return;
    }
    throw new SallyportError('spool_full');
  }
}

/** Of a folder: it must not say who it is. */
function nameOf(identity: Identity): string {
  return createHash('sha256').update(identityKey(identity)).digest('hex').slice(0, 32);
}
