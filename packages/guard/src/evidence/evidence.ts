import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Clock } from '@sallyport/core';
import type { Trust } from '@sallyport/ledger';
import type { CompanionClient } from '../companion/companion-client.ts';
import { CompanionHttp } from '../companion/companion-http.ts';
import { CorrectedClock } from '../companion/corrected-clock.ts';
import type { Grant } from '../companion/grant.ts';
import type { DeliveryTiming } from '../delivery/delivery.ts';
import { logReader } from '../log/fetch-log.ts';
import { KeptLog } from '../log/kept-log.ts';
import { LogWatch } from '../log/log-watch.ts';
import { readTrustSetting } from '../log/trust-setting.ts';
import { Slices } from '../policy/slices.ts';
import { signClientEvent } from './client-event.ts';
import { type EnteredOutbox, Outboxes } from './outboxes.ts';
import { within } from './within.ts';

/** Whose evidence it is, and where it is kept. */
export interface EvidenceOptions {
  readonly companion: URL;
  /** The folder for spools and for what is remembered of logs; `false` to keep all of it in memory. */
  readonly folder: string | false;
  readonly trust?: Trust | string | undefined;
  readonly acceptNewLog: boolean;
  readonly clock: Clock;
  readonly timing?: EvidenceTiming;
}

/** When things are done that nobody waits for. Milliseconds. */
export interface EvidenceTiming extends DeliveryTiming {
  /** The least time between two checks of the log. Default 30 s. */
  readonly restMs?: number;
  /** How long a control call may take. Default 10 s. */
  readonly timeoutMs?: number;
}

/**
 * What a process has to show for its calls to one companion, and by what it believes that companion: the log it watches, and the outboxes
 * of the identities it acts as. The clients of a process share it.
 */
export class Evidence {
  readonly http: CompanionHttp;
  readonly clock: CorrectedClock;
  readonly watch: LogWatch;
  /** What the companion's policy says of the identities. */
  readonly slices: Slices;
  readonly #outboxes: Outboxes;
  readonly #acceptNewLog: boolean;
  #optedOut: Promise<void> | undefined;

  /** Raises `config_invalid` for a `trust` that cannot be read. */
  constructor({ companion, folder, trust, acceptNewLog, clock, timing = {} }: EvidenceOptions) {
    const { restMs, timeoutMs, ...delivery } = timing;
    const own = folder === false ? undefined : join(resolve(folder), nameOf(companion));
    this.http = new CompanionHttp(companion, { clock, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
    this.clock = new CorrectedClock(clock);
    this.watch = new LogWatch({
      reader: logReader(this.http),
      kept: new KeptLog(own),
      demand: readTrustSetting(trust),
      acceptOther: acceptNewLog,
      ...(restMs === undefined ? {} : { restMs }),
    });
    this.slices = new Slices({
      root: this.http.root,
      watch: this.watch,
      clock: this.clock,
      local: clock,
      folder: own,
      acceptOlder: acceptNewLog,
    });
    this.#outboxes = new Outboxes({
      watch: this.watch,
      timing: delivery,
      ...(own === undefined ? {} : { folder: own }),
    });
    this.#acceptNewLog = acceptNewLog;
  }

  /** The outbox of a grant's identity, for one call. Raises `spool_full`, `spool_unavailable`. */
  async enter(grant: Grant, client: CompanionClient): Promise<EnteredOutbox> {
    const entered = await this.#outboxes.enter(grant.identity, client);
    try {
      if (this.#acceptNewLog) await this.#optOut(grant, entered);
      return entered;
    } catch (cause) {
      entered.leave();
      throw cause;
    }
  }

  /** Tries once to deliver what waits, and to see it in the log. Gives whether nothing waits any more. Raises nothing. */
  flush(deadlineMs: number): Promise<boolean> {
    return within(this.#flush(), { ms: deadlineMs, late: false });
  }

  /** Breaks off what is under way: it is tried again later. */
  breakOff(): void {
    this.#outboxes.breakOff();
  }

  /** Ends it. What is not delivered by then stays on disk, where there is one. Raises nothing. */
  async close(deadlineMs: number): Promise<void> {
    await this.flush(deadlineMs);
    this.watch.close();
    await this.#outboxes.close();
  }

  async #flush(): Promise<boolean> {
    const delivered = await this.#outboxes.flush();
    if (this.watch.owed) await this.watch.check();
    return delivered;
  }

  /** Doing without a protection is itself an event: once for each process, and before anything else. */
  #optOut({ signer, identity }: Grant, { outbox }: EnteredOutbox): Promise<void> {
    this.#optedOut ??= signClientEvent(
      { kind: 'opt_out', status: 'success', details: { optOut: 'log_consistency' } },
      { signer, identity, clock: this.clock },
    )
      .then((event) => outbox.append(event))
      .catch((cause: unknown) => {
        this.#optedOut = undefined;
        throw cause;
      });
    return this.#optedOut;
  }
}

function nameOf({ href }: URL): string {
  return createHash('sha256').update(href).digest('hex').slice(0, 32);
}
