import { SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { patiently } from './patiently.ts';

function failing(code: 'overloaded' | 'role_missing', times: number) {
  let tries = 0;
  const work = async () => {
    tries += 1;
    if (tries <= times) throw new SallyportError(code);
    return 'done';
  };
  return { work, tries: () => tries };
}

const { signal } = new AbortController();

describe('patiently', () => {
  it('tries again what may be over in a moment', async () => {
    const once = failing('overloaded', 1);
    expect([await patiently(once.work, signal), once.tries()]).toEqual(['done', 2]);
  });

  it('raises at once what will not be over', async () => {
    const { work, tries } = failing('role_missing', 1);
    await expect(patiently(work, signal)).rejects.toMatchObject({ code: 'role_missing' });
    expect(tries()).toBe(1);
  });

  it('gives up after the third time, and at once when it is interrupted', async () => {
    const { work, tries } = failing('overloaded', 9);
    await expect(patiently(work, signal)).rejects.toMatchObject({ code: 'overloaded' });
    expect(tries()).toBe(3);
    const interrupted = failing('overloaded', 9);
    await expect(patiently(interrupted.work, AbortSignal.abort())).rejects.toMatchObject({ code: 'overloaded' });
    expect(interrupted.tries()).toBe(1);
  });
});
