import { STORE_CHECKS, STORE_FAULTS, type StoreCheckName, type StoreFaultCode } from './store-fault.ts';
import type { StoreCheck, StoreFault } from './store-report.ts';

/** What the checks of a database have found so far: of each the first fault and how many there were, or that it is done. */
export class StoreFindings {
  readonly #first = new Map<StoreCheckName, StoreFault>();
  readonly #counts = new Map<StoreCheckName, number>();
  readonly #done = new Map<StoreCheckName, string>();

  /** Takes down a fault. */
  fault(code: StoreFaultCode, where: string): void {
    const { check, words } = STORE_FAULTS[code];
    this.#counts.set(check, (this.#counts.get(check) ?? 0) + 1);
    if (!this.#first.has(check)) this.#first.set(check, Object.freeze({ code, words: `${where}: ${words}`, where }));
  }

  /** Takes down that a check came to its end; it is passed if it has no fault. */
  done(check: StoreCheckName, detail: string): void {
    this.#done.set(check, detail);
  }

  /** The first fault of a check. */
  firstOf(check: StoreCheckName): StoreFault | undefined {
    return this.#first.get(check);
  }

  /** How each check went. */
  checks(): readonly StoreCheck[] {
    return STORE_CHECKS.map((name) => {
      const fault = this.#first.get(name);
      const done = this.#done.get(name);
      if (fault === undefined) return { name, ok: done !== undefined, detail: done ?? 'not checked to its end' };
      const more = (this.#counts.get(name) ?? 1) - 1;
      return { name, ok: false, detail: more === 0 ? fault.words : `${fault.words} (and ${more} more)` };
    });
  }
}
