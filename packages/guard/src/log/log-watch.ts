import { isSallyportError, SallyportError } from '@sallyport/core';
import type { Checkpoint } from '@sallyport/ledger';
import { isRecovered } from './believe-recovery.ts';
import { onlyGrew, type PromisedLeaf } from './check-growth.ts';
import type { LogReader } from './fetch-log.ts';
import type { KeptLog } from './kept-log.ts';
import { type KnownLog, knownLog } from './known-log.ts';
import { pinTrust } from './pin-trust.ts';
import type { TrustDemand } from './trust-setting.ts';

/** What a log is watched with. */
export interface LogWatchOptions {
  readonly reader: LogReader;
  readonly kept: KeptLog;
  readonly demand: () => Promise<TrustDemand>;
  /** Takes another log, or other keys, for the known one. */
  readonly acceptOther: boolean;
  /** The least time between two checks of the log, in milliseconds. Default 30 s. */
  readonly restMs?: number;
}

const REST_MS = 30_000;

/**
 * Watches a companion's log: its keys stay or follow each other, it grows and never changes, and it holds every leaf that a receipt was given for. The first
 * contradiction is final for this process. A companion that cannot be reached contradicts nothing.
 */
export class LogWatch {
  readonly #options: LogWatchOptions;
  #log: KnownLog | undefined;
  #opening: Promise<KnownLog> | undefined;
  #checking: Promise<void> | undefined;
  #resting: NodeJS.Timeout | undefined;
  #due = false;
  #latest: Checkpoint | undefined;
  #promised: PromisedLeaf | undefined;
  #verdict: SallyportError | undefined;

  constructor(options: LogWatchOptions) {
    this.#options = options;
  }

  /** How many leaves the log had when it was seen last; 0 before. */
  get size(): number {
    return this.#latest?.size ?? 0;
  }

  /** Whether a leaf was promised that no check has found yet. */
  get owed(): boolean {
    return this.#promised !== undefined;
  }

  /**
   * The log, once its keys are believed and, where a checkpoint was kept from an earlier process, once it was seen to have only grown.
   * Raises `companion_untrusted`, `log_inconsistent`, `config_invalid`, and what asking the companion raises: then it may be asked again.
   */
  async log(): Promise<KnownLog> {
    this.assertSound();
    if (this.#log !== undefined) return this.#log;
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /**
   * The log, once it knows an event key of this name: where it does not, the companion is asked for its keys again, for it may have rotated
   * them. Whether it does know it then is not said. Raises what `log` does.
   */
  async logKnowing(kid: string | undefined): Promise<KnownLog> {
    const log = await this.log();
    if (kid === undefined || log.keys.has(kid)) return log;
    await this.check();
    return this.log();
  }

  /** Raises the contradiction, once there is one. */
  assertSound(): void {
    if (this.#verdict !== undefined) throw this.#verdict;
  }

  /** Remembers a leaf that a receipt was given for: the next check looks for it. */
  note(leaf: PromisedLeaf): void {
    if (leaf.index >= (this.#promised?.index ?? 0)) this.#promised = leaf;
  }

  /** Checks the log soon: at once, or when the last check was too short a time ago, after that. */
  checkSoon(): void {
    this.#due = true;
    if (this.#resting !== undefined) return;
    this.#due = false;
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      if (this.#due) this.checkSoon();
    }, this.#options.restMs ?? REST_MS);
    this.#resting.unref();
    void this.check();
  }

  /** Checks the log; concurrent callers share one check. Raises nothing: what it found, `assertSound` says. */
  check(): Promise<void> {
    this.#checking ??= this.#check()
      .catch(() => {
        // It could not be read: later, then.
        this.#due = true;
      })
      .finally(() => {
        this.#checking = undefined;
      });
    return this.#checking;
  }

  /** Ends what it does by itself. */
  close(): void {
    clearTimeout(this.#resting);
  }

  async #open(): Promise<KnownLog> {
    const log = await this.#believe();
    const compared = (await this.#options.kept.checkpoint()) === undefined || (await this.#couldCompare(log));
    this.assertSound();
    this.#log = log;
    if (!compared) this.checkSoon();
    return log;
  }

  #couldCompare(log: KnownLog): Promise<boolean> {
    return this.#compare(log).then(
      () => true,
      () => false,
    );
  }

  async #check(): Promise<void> {
    if (this.#log === undefined || this.#verdict !== undefined) return;
    this.#log = await this.#believe();
    await this.#compare(this.#log);
  }

  /** The log by the keys that the companion shows, when they may be believed. */
  async #believe(): Promise<KnownLog> {
    const { reader, kept, demand, acceptOther } = this.#options;
    try {
      const known = this.#log;
      return await knownLog(await pinTrust({ reader, kept, demand: await demand(), known, acceptOther }));
    } catch (cause) {
      if (isSallyportError(cause) && cause.code === 'companion_untrusted') this.#verdict = cause;
      throw cause;
    }
  }

  /** Holds the log against what was seen and promised before. What was seen is read first, for other processes go on meanwhile. */
  async #compare(log: KnownLog): Promise<void> {
    const { reader, kept, acceptOther } = this.#options;
    const promised = this.#promised;
    const before = await this.#seen(log);
    const text = await reader.checkpoint();
    const latest = await log.open(text).catch(() => undefined);
    const growth = before && latest && { before, promised, latest };
    const grew = growth !== undefined && (await onlyGrew(reader, growth));
    const sound = grew || (growth !== undefined && !acceptOther && (await isRecovered({ reader, log }, growth)));
    if (latest === undefined || !(sound || acceptOther)) {
      this.#verdict = new SallyportError('log_inconsistent');
      return;
    }
    this.#latest = latest;
    if (this.#promised === promised) this.#promised = undefined;
    if (!grew || growth.before.every(({ size }) => size < latest.size)) await kept.keepCheckpoint(text);
  }

  /** The checkpoints that were believed before, in this process and in others; `undefined` when one of them is no checkpoint of this log. */
  async #seen(log: KnownLog): Promise<readonly Checkpoint[] | undefined> {
    const own = this.#latest === undefined ? [] : [this.#latest];
    const text = await this.#options.kept.checkpoint();
    if (text === undefined) return own;
    const kept = await log.reopen(text).catch(() => undefined);
    return kept && [...own, kept];
  }
}
