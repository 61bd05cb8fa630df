import { isSallyportError } from '@sallyport/core';

/** The code of what `run` throws: `other` where that is no `SallyportError`, `undefined` where it throws nothing. */
export function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    return isSallyportError(error) ? error.code : 'other';
  }
  return undefined;
}
