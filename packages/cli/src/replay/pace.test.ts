import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { listenToKeys } from './listen-to-keys.ts';
import { Pace } from './pace.ts';

/** Time that passes when it is told to. */
function handClock() {
  let now = 0;
  let sleeper: { readonly until: number; readonly wake: () => void } | undefined;
  return {
    now: () => now,
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((wake) => {
        sleeper = { until: now + ms, wake };
        signal.addEventListener('abort', () => wake(), { once: true });
      }),
    pass: async (ms: number) => {
      now += ms;
      if (sleeper !== undefined && now >= sleeper.until) sleeper.wake();
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function begin(pace: Pace, ms: number) {
  const seen: boolean[] = [];
  const done = pace.wait(ms).then((going) => seen.push(going));
  await settled();
  return { seen, done };
}

describe('a pace', () => {
  it('does not count what it was paused', async () => {
    const clock = handClock();
    const pace = new Pace(clock);
    const { seen, done } = await begin(pace, 100);
    await clock.pass(40);
    pace.toggle();
    await settled();
    await clock.pass(1_000_000);
    pace.toggle();
    await settled();
    await clock.pass(59);
    expect(seen).toEqual([]);
    await clock.pass(1);
    await done;
    expect(seen).toEqual([true]);
  });

  it('holds even a wait of nothing while it is paused, and ends every wait once it is stopped', async () => {
    const pace = new Pace(handClock());
    expect(await pace.wait(0)).toBe(true);
    pace.toggle();
    const held = await begin(pace, 0);
    expect(held.seen).toEqual([]);
    pace.stop();
    await held.done;
    expect(held.seen).toEqual([false]);
    expect(await pace.wait(5)).toBe(false);
  });

  it('sleeps in real time too', async () => {
    expect(await new Pace().wait(1)).toBe(true);
  });
});

describe('the keys', () => {
  it('pause by space, stop by q and Ctrl-C, and are given back', async () => {
    const did: string[] = [];
    const modes: boolean[] = [];
    const keyboard = Object.assign(new Readable({ read: () => undefined }), {
      isTTY: true,
      setRawMode: (raw: boolean) => modes.push(raw),
    });
    const stop = listenToKeys(keyboard, { toggle: () => did.push('toggle'), stop: () => did.push('stop') });
    for (const key of [' ', 'x', 'q', '\u0003']) keyboard.push(key);
    await settled();
    await settled();
    expect(did).toEqual(['toggle', 'stop', 'stop']);
    stop();
    expect(modes).toEqual([true, false]);
    listenToKeys(Readable.from([' ']), { toggle: () => did.push('never'), stop: () => undefined })();
    expect(did).not.toContain('never');
  });
});
