import { describe, expect, it } from 'vitest';
import { Closing } from './closing.ts';

describe('Closing', () => {
  it('ends what was started last first, once', async () => {
    const closing = new Closing();
    const ended: string[] = [];
    for (const name of ['a', 'b', 'c']) closing.add(async () => ended.push(name));
    await closing.close();
    await closing.close();
    expect(ended).toEqual(['c', 'b', 'a']);
  });

  it('goes on after a failure, and tells of it', async () => {
    const closing = new Closing();
    const ended: string[] = [];
    closing.add(async () => ended.push('first'));
    closing.add(() => Promise.reject(new RangeError('stuck')));
    await expect(closing.close()).rejects.toThrow('stuck');
    expect(ended).toEqual(['first']);
  });
});
