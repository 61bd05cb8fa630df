import { BUNDLE_CHECKS, BUNDLE_FAULTS, type BundleCheckName, type BundleFaultCode } from './bundle-fault.ts';
import type { BesideCheck, BesideFault } from './bundle-verdict.ts';

const UNFINISHED = 'not checked to its end, because of what was found before';

/** What the checks of what lies beside a bundle's entries have found so far: of each the first fault and how many there were, or that it is done. */
export class BundleFindings {
  readonly #first = new Map<BundleCheckName, BesideFault>();
  readonly #counts = new Map<BundleCheckName, number>();
  readonly #done = new Map<BundleCheckName, string>();

  /** Takes down a fault. */
  fault(code: BundleFaultCode, where: string): void {
    const { check, words } = BUNDLE_FAULTS[code];
    this.#counts.set(check, (this.#counts.get(check) ?? 0) + 1);
    if (!this.#first.has(check)) this.#first.set(check, Object.freeze({ code, words: `${where}: ${words}`, where }));
  }

  /** Takes down that a check came to its end; it is passed if it has no fault. */
  done(check: BundleCheckName, detail: string): void {
    this.#done.set(check, detail);
  }

  /** The first fault of the first check that has one. */
  first(): BesideFault | undefined {
    return BUNDLE_CHECKS.map((check) => this.#first.get(check)).find((fault) => fault !== undefined);
  }

  /** How each check went. */
  checks(): readonly BesideCheck[] {
    return BUNDLE_CHECKS.map((name) => {
      const fault = this.#first.get(name);
      const done = this.#done.get(name);
      if (fault === undefined) return { name, ok: done !== undefined, detail: done ?? UNFINISHED };
      const more = (this.#counts.get(name) ?? 1) - 1;
      return { name, ok: false, detail: more === 0 ? fault.words : `${fault.words} (and ${more} more)` };
    });
  }
}
