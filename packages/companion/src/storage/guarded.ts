import { asSallyportError } from '@sallyport/core';

/** Waits for the database; its own errors, which quote statements and parameters, become `ledger_unavailable`. */
export async function guarded<T>(work: PromiseLike<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw asSallyportError(cause, 'ledger_unavailable');
  }
}
