import { type ErrorCode, SallyportError } from '@sallyport/core';
import type { EventLog } from '../door/event-log.ts';
import type { Halt } from '../ledger/index.ts';
import type { Log } from '../log/index.ts';
import { recordHeartbeat } from './record-heartbeat.ts';
import type { Turns } from './turns.ts';
import { type Round, type RoundParts, witnessRound } from './witness-round.ts';

/** What a watch works with. */
export interface LogWatchParts extends RoundParts {
  readonly events: Pick<EventLog, 'commit'>;
  readonly turns: Turns;
  /** Comes when a witness contradicts the log. */
  readonly halt: Halt;
  readonly lines: Log;
  /** How long calls are served since a witness last cosigned. */
  readonly unwitnessedMs: number;
}

const MINUTE_MS = 60_000;

/** How old what a replica knows of the others may be. */
const LEARN_EVERY_MS = 5_000;

/** How long to wait with the next attempt while calls are refused for want of a witness. */
const STALE_RETRY_MS = 10_000;

/**
 * Watches that the log only grows: each minute one replica has it cosigned and records the heartbeat, the others less often. It knows why calls are to be refused:
 * a witness contradicts the log, for good, or none has cosigned for too long, until one does.
 */
export class LogWatch {
  readonly #parts: LogWatchParts;
  readonly #startedAt: number;
  /** When this replica last tried to take the turn, and whether it got it. */
  #triedAt: number;
  #ours = true;
  #cosignedAt: number;
  #learnedAt = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;

  /** Begins at a moment at which a witness has just cosigned, where there is one. */
  constructor(parts: LogWatchParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.now();
    this.#triedAt = this.#startedAt;
    this.#cosignedAt = this.#startedAt;
  }

  /** Why calls are refused now: `log_rolled_back`, `log_forked`, `witness_unavailable`; `undefined` while they are served. */
  refusal(): ErrorCode | undefined {
    const { halt, clock } = this.#parts;
    if (halt.code !== undefined) return halt.code;
    if (!this.#isStale(clock.now())) return undefined;
    // A machine that slept has nothing to wait for: the next attempt is due.
    this.#begin();
    return 'witness_unavailable';
  }

  /** Does what is due, and resolves when it is done. Never rejects: what fails is logged, and tried again in its time. */
  async tick(): Promise<void> {
    await this.#running;
    this.#begin();
    await this.#running;
  }

  /** Has the last of the log cosigned, once what runs has ended. Never rejects. */
  async end(): Promise<void> {
    await this.#running;
    const { witnesses, halt } = this.#parts;
    if (witnesses.length > 0 && halt.code === undefined) await this.#logged(() => this.#round());
  }

  #begin(): void {
    this.#running ??= this.#logged(() => this.#do()).finally(() => {
      this.#running = undefined;
    });
  }

  async #do(): Promise<void> {
    const { clock, halt, turns, lines } = this.#parts;
    const now = clock.now();
    this.#cosignedAt = Math.min(this.#cosignedAt, now);
    const since = this.#dueSince(now);
    if (since === undefined) return this.#ours || this.#knows(now) ? undefined : this.#learn();
    this.#triedAt = now;
    if (halt.code !== undefined) return lines.error('ledger contradicted', new SallyportError(halt.code));
    this.#ours = await turns.take({ at: now, since });
    // Who can write the database can keep everybody from a turn: in the end each replica believes only what a witness told itself.
    if (!this.#ours && !this.#isOld(now, this.#parts.unwitnessedMs / 2)) return this.#learn();
    const round = await this.#round();
    if (this.#ours && round.contradiction === undefined) await this.#heartbeat(round, now);
  }

  /** From when on nobody may have taken the turn; `undefined` while nothing is due. */
  #dueSince(now: number): number | undefined {
    const minute = Math.floor(now / MINUTE_MS);
    const early = now >= this.#startedAt && now - this.#startedAt < MINUTE_MS;
    if (!early && minute !== Math.floor(this.#triedAt / MINUTE_MS)) return minute * MINUTE_MS;
    const retry = now - STALE_RETRY_MS;
    return this.#isStale(now) && this.#triedAt <= retry ? retry : undefined;
  }

  #knows(now: number): boolean {
    return now >= this.#learnedAt && now - this.#learnedAt < LEARN_EVERY_MS;
  }

  #isStale(now: number): boolean {
    return this.#isOld(now, this.#parts.unwitnessedMs);
  }

  /** Whether no witness has answered this replica for so long. */
  #isOld(now: number, milliseconds: number): boolean {
    return this.#parts.witnesses.length > 0 && now - this.#cosignedAt > milliseconds;
  }

  async #round(): Promise<Round> {
    const { lines, turns, clock } = this.#parts;
    const round = await witnessRound(this.#parts);
    for (const { code } of round.failures) lines.warn('witness unavailable', { code });
    if (round.strangers.length > 0) lines.warn('witness knows no such ledger', { count: round.strangers.length });
    const { contradiction } = round;
    if (contradiction !== undefined) {
      this.#alarm(contradiction);
      await turns.tell(contradiction);
    } else if (round.answered) this.#cosignedAt = clock.now();
    return round;
  }

  #heartbeat({ checkpoint, cosignedBy, answered }: Round, now: number): Promise<void> {
    const { events, witnesses } = this.#parts;
    const unwitnessed = witnesses.length > 0 && !answered;
    const minute = Math.floor(now / MINUTE_MS);
    return recordHeartbeat(events, { checkpoint, cosignedBy, unwitnessed, minute });
  }

  /** Whether the replica that had the turn found a contradiction. What it was found in before there were no witnesses does not count. */
  async #learn(): Promise<void> {
    const { turns, clock, witnesses, halt } = this.#parts;
    if (witnesses.length === 0) return;
    this.#learnedAt = clock.now();
    const alarm = await turns.alarm();
    if (alarm !== undefined && halt.code === undefined) this.#alarm(alarm);
  }

  #alarm(code: ErrorCode): void {
    const { halt, lines } = this.#parts;
    halt.stop(code);
    lines.error('ledger contradicted', new SallyportError(code));
  }

  async #logged(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      this.#parts.lines.error('ledger unavailable', cause);
    }
  }
}
