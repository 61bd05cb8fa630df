import { describe, expect, it } from 'vitest';
import { untilAborted } from './until-aborted.ts';

describe('untilAborted', () => {
  it('ends the wait of the one who aborts, and leaves the work to the others', async () => {
    let finish = (_: string): void => undefined;
    const work = new Promise<string>((resolve) => {
      finish = resolve;
    });
    const impatient = new AbortController();
    const first = untilAborted(work, impatient.signal);
    const second = untilAborted(work, new AbortController().signal);
    impatient.abort(new Error('gone'));
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    finish('done');
    await expect(second).resolves.toBe('done');
  });

  it('does not begin to wait when the caller is gone already', async () => {
    await expect(untilAborted(Promise.resolve(1), AbortSignal.abort(new Error('gone')))).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
