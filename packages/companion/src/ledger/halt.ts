import { type ErrorCode, SallyportError } from '@sallyport/core';
import type { Ledger } from './ledger.ts';

/** Whether a ledger still takes events. */
export interface Halt {
  /** Why it takes no more, or `undefined` while it does. */
  readonly code: ErrorCode | undefined;
  /** From now on it takes no more, whoever brings it; the first reason stays. */
  stop(code: ErrorCode): void;
}

/** A halt that has not come yet. */
export function createHalt(): Halt {
  let code: ErrorCode | undefined;
  return {
    get code() {
      return code;
    },
    stop: (reason) => {
      code ??= reason;
    },
  };
}

/** The same ledger until the halt comes: then whoever appends is refused with its code, and all can still be read. */
export function haltable(ledger: Ledger, halt: Halt): Ledger {
  const check = (): void => {
    if (halt.code !== undefined) throw new SallyportError(halt.code);
  };
  return Object.freeze({
    ...ledger,
    append: async (...event: Parameters<Ledger['append']>) => {
      check();
      return ledger.append(...event);
    },
    commit: async (items: Parameters<Ledger['commit']>[0]) => {
      check();
      return ledger.commit(items);
    },
  });
}
