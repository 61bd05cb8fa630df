import { SallyportError } from '@sallyport/core';

/** Imports a cloud's client, which only those have who keep their root key there. Raises `config_invalid`, naming the package, where it is not installed. */
export async function loadClient<T>(name: string, load: () => Promise<T>): Promise<T> {
  return load().catch(() => {
    throw new SallyportError('config_invalid', {
      place: `the root key needs the package ${name}, which could not be loaded`,
    });
  });
}
