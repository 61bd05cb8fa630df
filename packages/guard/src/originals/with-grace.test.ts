import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withGrace } from './with-grace.ts';

/** Work that only the signal ends. */
const endless = (late: AbortSignal) =>
  new Promise<string>((resolve) => {
    late.addEventListener('abort', () => resolve('late'));
  });

describe('work with grace', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([true, false])('goes on for a while after its caller has gone, who was gone before: %s', async (before) => {
    const caller = new AbortController();
    if (before) caller.abort();
    const ended = vi.fn();
    const work = withGrace({ signal: caller.signal, ms: 5_000 }, endless).then(ended);
    caller.abort();
    await vi.advanceTimersByTimeAsync(4_999);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await work;
    expect(ended).toHaveBeenCalledWith('late');
  });

  it('leaves nothing behind', async () => {
    const caller = new AbortController();
    expect(await withGrace({ signal: caller.signal, ms: 5_000 }, async () => 'done')).toBe('done');
    caller.abort();
    expect(vi.getTimerCount()).toBe(0);
  });
});
