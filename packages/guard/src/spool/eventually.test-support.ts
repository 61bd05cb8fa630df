import { expect } from 'vitest';

/** Expects of a value that it comes to hold what is asked of it, however busy the machine is. */
export function eventually<T>(read: () => T) {
  return expect.poll(read, { interval: 5 });
}
