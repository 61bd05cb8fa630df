import type { Clock, EventDetails, Identity } from '@sallyport/core';
import { ExpiringMap } from '../access/expiring-map.ts';
import type { EventLog } from '../door/event-log.ts';

/** How long one event stands for what a session reads. Milliseconds. */
export const ONE_READ_MS = 600_000;

/** What is read, and where that is recorded. */
export interface ReadsParts {
  readonly log: Pick<EventLog, 'record'>;
  readonly clock: Clock;
  readonly read: Extract<EventDetails['read'], 'ledger' | 'recordings'>;
}

interface Noted {
  readonly until: number;
  readonly recorded: Promise<void>;
}

/**
 * Records that somebody reads the ledger, or recordings as they are sealed. An export asks for one after the other, and an event for each would
 * grow the ledger while it is read: so of each session of the admin plane, and by each replica, one event is recorded in ten minutes. Nothing is
 * read before it is durable.
 */
export class LedgerReads {
  readonly #parts: ReadsParts;
  readonly #noted: ExpiringMap<Noted>;

  constructor(parts: ReadsParts) {
    this.#parts = parts;
    this.#noted = new ExpiringMap(parts.clock);
  }

  /** Resolves once it is recorded that this session reads. Raises what the log raises. */
  note({ id, identity }: { readonly id: string; readonly identity: Identity }, clientIp: string): Promise<void> {
    const { log, clock, read } = this.#parts;
    const now = clock.now();
    const noted = this.#noted.get(id);
    if (noted !== undefined && now < noted.until) return noted.recorded;
    const recorded = log.record({
      ...{ kind: 'admin.read', status: 'success', identity, clientIp },
      details: { adminSessionId: id, read },
    });
    this.#keep(id, { until: now + ONE_READ_MS, recorded });
    // What could not be recorded stands for nothing.
    recorded.catch(() => this.#keep(id, { until: 0, recorded }));
    return recorded;
  }

  #keep(id: string, noted: Noted): void {
    this.#noted.set(id, noted, noted.until);
  }
}
