import { SallyportError } from '@sallyport/core';
import type { Config } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import type { OpenSnapshot, Serving } from '../serving/index.ts';
import type { AppliedVersion } from './applied-version.ts';
import { readVersion } from './read-version.ts';
import type { VersionStore } from './version-store.ts';

/** Opens all that a version needs here. Raises `config_invalid`, `secret_unsealed`, `key_unavailable`. */
export type OpenVersion = (version: AppliedVersion) => Promise<OpenSnapshot>;

/** What a follower works with. */
export interface FollowerParts {
  readonly store: Pick<VersionStore, 'head' | 'find'>;
  readonly serving: Pick<Serving, 'put' | 'refuse'>;
  readonly config: Config;
  readonly open: OpenVersion;
  readonly log: Pick<Log, 'info' | 'error'>;
  /** Milliseconds between two looks. Default 500. */
  readonly everyMs?: number;
  /** Milliseconds after which a version that could not be opened is tried again. Default 5,000. */
  readonly againMs?: number;
}

/** The version this replica knows to be the newest. */
interface Known {
  readonly version: number;
  readonly digest: string;
  /** When it may be tried again, by a clock that nobody sets; absent where it is in force. */
  readonly againAt?: number;
}

/**
 * Puts the newest version in force, whoever stored it. One that cannot be opened here is not: calls are refused until it can, for the one
 * before is not what was applied. While the database cannot be read, what is in force stays so.
 */
export class VersionFollower {
  readonly #parts: FollowerParts;
  #known: Known;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  /** `first` is in force already. */
  constructor(parts: FollowerParts, first: Pick<AppliedVersion, 'version' | 'digest'>) {
    this.#parts = parts;
    this.#known = first;
  }

  /** Looks again and again from now on. */
  start(): void {
    this.#timer = setInterval(() => void this.look().catch(() => undefined), this.#parts.everyMs ?? 500).unref();
  }

  /** Looks once; those who ask at once share a look. Raises `ledger_unavailable`. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Puts a version in force that was stored here. An older one than is known by now is closed. */
  async adopt(opened: OpenSnapshot): Promise<void> {
    const { version, digest } = opened.snapshot;
    if (version < this.#known.version || (version === this.#known.version && this.#known.againAt === undefined)) {
      await opened.close();
      return;
    }
    this.#put(opened, { version, digest });
  }

  /** Looks no more, and resolves once what it began has ended. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking?.catch(() => undefined);
  }

  async #look(): Promise<void> {
    const { store } = this.#parts;
    const known = this.#known;
    const head = await store.head();
    if (head === undefined) return;
    const same = head.version === known.version && head.digest === known.digest;
    if (same && (known.againAt === undefined || performance.now() < known.againAt)) return;
    try {
      const opened = await this.#open(head.version);
      // Meanwhile another may have been stored here.
      if (this.#known === known) this.#put(opened, opened.snapshot);
      else await opened.close();
    } catch (cause) {
      this.#refuse(known, { head, cause, told: same });
    }
  }

  async #open(version: number): Promise<OpenSnapshot> {
    const { store, config, open } = this.#parts;
    const stored = await store.find(version);
    if (stored === undefined) throw new SallyportError('version_unknown');
    return open(readVersion(stored, config));
  }

  #put(opened: OpenSnapshot, { version, digest }: Known): void {
    this.#known = { version, digest };
    this.#parts.serving.put(opened);
    this.#parts.log.info('configuration loaded', { config: digest });
  }

  #refuse(
    known: Known,
    { head, cause, told }: { readonly head: Known; readonly cause: unknown; readonly told: boolean },
  ): void {
    // The database failed in between: nothing is known about the version yet.
    if (isLost(cause) || this.#known !== known) return;
    this.#known = { ...head, againAt: performance.now() + (this.#parts.againMs ?? 5_000) };
    this.#parts.serving.refuse();
    if (!told) this.#parts.log.error('configuration refused', cause, { config: head.digest });
  }
}

function isLost(cause: unknown): boolean {
  return cause instanceof SallyportError && cause.code === 'ledger_unavailable';
}
