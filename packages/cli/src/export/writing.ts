import { SallyportError } from '@sallyport/core';
import { systemCode } from '../system-code.ts';

/** Waits for the file system, whose own words quote paths. Raises `file_unwritable` with the code of its error. */
export async function writing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const place = systemCode(cause);
    throw new SallyportError('file_unwritable', place === undefined ? {} : { place });
  }
}
