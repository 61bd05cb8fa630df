import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { toBase64 } from '../encoding/base64.ts';
import { type CheckName, FAULTS, type FaultCode } from './fault.ts';
import type { Fault, VerifyCheck, VerifyReport } from './report.ts';

const UNFINISHED = 'not checked to its end, because of what was found before';

/** What a verification has found so far: of each check the first fault and how many there were, or that it is done. */
export class Findings {
  #first: Fault | undefined;
  readonly #faults = new Map<CheckName, { readonly words: string; readonly count: number }>();
  readonly #done = new Map<CheckName, string>();
  readonly #checks: readonly CheckName[];

  /** Of a verification that carries these checks out, and reports them in this order. */
  constructor(checks: readonly CheckName[]) {
    this.#checks = checks;
  }

  /** Whether nothing was found so far. */
  get sound(): boolean {
    return this.#first === undefined;
  }

  /** Takes down a fault. */
  fault(code: FaultCode, where: string): void {
    const { check, words: what } = FAULTS[code];
    const words = `${where}: ${what}`;
    this.#first ??= Object.freeze({ code, words, where });
    const earlier = this.#faults.get(check);
    this.#faults.set(check, { words: earlier?.words ?? words, count: (earlier?.count ?? 0) + 1 });
  }

  /** Takes down that a check came to its end; it is passed if it has no fault. */
  done(check: CheckName, detail: string): void {
    this.#done.set(check, detail);
  }

  /** The report, with what the checkpoint says where it could be opened. */
  report(checkpoint: Checkpoint | undefined): VerifyReport {
    const checks = this.#checks.map((name) => this.#check(name));
    return Object.freeze({
      ok: checks.every(({ ok }) => ok),
      size: checkpoint?.size ?? 0,
      origin: checkpoint?.origin ?? '',
      rootHash: checkpoint === undefined ? '' : toBase64(checkpoint.root),
      checks: Object.freeze(checks),
      ...(this.#first === undefined ? {} : { firstFault: this.#first }),
    });
  }

  #check(name: CheckName): VerifyCheck {
    const fault = this.#faults.get(name);
    const done = this.#done.get(name);
    if (fault === undefined) return Object.freeze({ name, ok: done !== undefined, detail: done ?? UNFINISHED });
    const more = fault.count > 1 ? ` (and ${fault.count - 1} more)` : '';
    return Object.freeze({ name, ok: false, detail: fault.words + more });
  }
}
