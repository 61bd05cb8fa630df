import { SallyportError } from '@sallyport/core';

/** Imports a package that only those have who use it. Raises `engine_missing`, naming the package, where it is not installed. */
export async function loadPeer<T>(name: string, load: () => Promise<T>): Promise<T> {
  return load().catch(() => {
    throw new SallyportError('engine_missing', { place: `${name} could not be loaded` });
  });
}
