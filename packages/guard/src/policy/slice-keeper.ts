import { setTimeout as pause } from 'node:timers/promises';
import { asSallyportError, type Clock, SallyportError, untilAborted } from '@sallyport/core';
import { claimedKid } from '@sallyport/ledger';
import type { CompanionClient } from '../companion/companion-client.ts';
import type { LogWatch } from '../log/log-watch.ts';
import { fetchSlice } from './fetch-slice.ts';
import { SeenVersions, type SliceOwner } from './seen-versions.ts';
import { type Slice, verifySlice } from './verify-slice.ts';

/** What slices are kept with. */
export interface SliceKeeping {
  /** The companion's base URL without a slash at its end. */
  readonly root: string;
  /** By its keys slices are believed. */
  readonly watch: LogWatch;
  /** The companion's time. */
  readonly clock: Clock;
  /** This machine's own, by which spans of time are measured. */
  readonly local: Clock;
  /** Where the highest version is remembered; absent to remember it in this process alone. */
  readonly folder?: string | undefined;
  /** Takes an older version than was seen before. */
  readonly acceptOlder: boolean;
}

interface Held {
  readonly slice: Slice;
  readonly etag: string | undefined;
  /** When it came, and when it was last asked whether it may go on. By the local clock. */
  readonly since: number;
  readonly asked: number;
}

/** After so long a slice that is in use is asked for again, while calls go on under it. Milliseconds. */
const REFRESH_MS = 15_000;

/** Replicas do not learn of a version at the same moment: after so long one that was too old is asked for once more. Milliseconds. */
const ROLLOUT_MS = 1_000;

/** What concerns whoever is asking, or this companion as such, and not the policy. */
const PASSED: ReadonlySet<string> = new Set([
  'policy_invalid',
  'policy_rolled_back',
  'companion_untrusted',
  'log_inconsistent',
  'identity_unavailable',
]);

/** Keeps the slice of one identity for one connection: fetches it when it is first needed, again while it is in use, and never follows it longer than it lives. */
export class SliceKeeper {
  readonly #keeping: SliceKeeping;
  readonly #owner: SliceOwner;
  readonly #seen: SeenVersions;
  #held: Held | undefined;
  #fetching: Promise<Slice> | undefined;

  constructor(keeping: SliceKeeping, owner: SliceOwner) {
    this.#keeping = keeping;
    this.#owner = owner;
    this.#seen = new SeenVersions(keeping.folder, owner);
  }

  /**
   * The slice to begin a call under. Concurrent callers share one fetch, which goes on when one of them leaves. Raises `policy_unavailable`,
   * `policy_invalid`, `policy_stale`, `policy_rolled_back`, `cancelled`, and what concerns the identity or the companion itself.
   */
  async slice(client: CompanionClient, signal?: AbortSignal): Promise<Slice> {
    const held = this.#living();
    if (held === undefined) return untilAborted(this.#fetch(client), signal);
    const age = this.#keeping.local.now() - held.asked;
    // What comes of it the next call sees; this one has a slice that lives.
    if (age >= REFRESH_MS) this.#fetch(client).catch(() => undefined);
    return held.slice;
  }

  /** What is held, while it lives: a clock that was set back makes nothing live longer. */
  #living(): Held | undefined {
    const age = this.#keeping.local.now() - (this.#held?.since ?? Number.NaN);
    return age >= 0 && age < (this.#held?.slice.lifeMs ?? 0) ? this.#held : undefined;
  }

  #fetch(client: CompanionClient): Promise<Slice> {
    this.#fetching ??= this.#refresh(client).finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #refresh(client: CompanionClient): Promise<Slice> {
    const living = this.#living();
    if (living !== undefined) this.#held = { ...living, asked: this.#keeping.local.now() };
    try {
      return await this.#ask(client, living).catch(async (cause: unknown) => {
        if (asSallyportError(cause).code !== 'policy_rolled_back') throw cause;
        await pause(ROLLOUT_MS);
        return this.#ask(client);
      });
    } catch (cause) {
      throw this.#failure(asSallyportError(cause));
    }
  }

  async #ask(client: CompanionClient, living?: Held): Promise<Slice> {
    const { watch, root, clock, local } = this.#keeping;
    await watch.log();
    const fetched = await fetchSlice({ ...this.#owner, client, etag: living?.etag });
    if (fetched === 'unchanged' && living !== undefined) return living.slice;
    if (fetched === 'unchanged') throw new SallyportError('policy_unavailable');
    const { keys } = await watch.logKnowing(claimedKid(fetched.jws));
    const slice = await verifySlice(fetched.jws, { ...this.#owner, root, keys, clock });
    await this.#notOlder(slice);
    const now = local.now();
    this.#held = { slice, etag: fetched.etag, since: now, asked: now };
    return slice;
  }

  async #notOlder({ version }: Slice): Promise<void> {
    const older = version < (await this.#seen.highest());
    if (older && !this.#keeping.acceptOlder) throw new SallyportError('policy_rolled_back');
    await (older ? this.#seen.restart(version) : this.#seen.keep(version));
  }

  #failure(error: SallyportError): SallyportError {
    // Perhaps it signs with other keys by now.
    if (error.code === 'policy_invalid') this.#keeping.watch.checkSoon();
    if (PASSED.has(error.code) || error.status === 401 || error.status === 403) return error;
    return new SallyportError(
      this.#held === undefined && error.code !== 'policy_stale' ? 'policy_unavailable' : 'policy_stale',
    );
  }
}
