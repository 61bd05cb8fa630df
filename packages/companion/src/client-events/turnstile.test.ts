import { describe, expect, it } from 'vitest';
import { Turnstile } from './turnstile.ts';

const going = () => new AbortController().signal;

/** What becomes of somebody who wants in: the way out once inside. */
function visitor(turnstile: Turnstile, { places = 1, signal = going() } = {}) {
  const state: { leave?: () => void; refused?: unknown } = {};
  const settled = turnstile.enter(places, signal).then(
    (leave) => {
      state.leave = leave;
    },
    (error: unknown) => {
      state.refused = error;
    },
  );
  return { state, settled };
}

describe('Turnstile', () => {
  it('lets in as many as there are places for, and the others when they come free, first come first served', async () => {
    const turnstile = new Turnstile(10);
    const first = visitor(turnstile, { places: 6 });
    const second = visitor(turnstile, { places: 6 });
    // There is room for this one, but it would keep the second out for ever.
    const third = visitor(turnstile, { places: 4 });
    await first.settled;
    expect([second.state.leave, third.state.leave]).toStrictEqual([undefined, undefined]);
    first.state.leave?.();
    await Promise.all([second.settled, third.settled]);
    expect([second.state.leave, third.state.leave]).not.toContain(undefined);
  });

  it('gives a place back once, however often it is told to', async () => {
    const turnstile = new Turnstile(1);
    const leave = await turnstile.enter(1, going());
    leave();
    leave();
    const [next, after] = [visitor(turnstile), visitor(turnstile)];
    await next.settled;
    expect(after.state.leave).toBeUndefined();
    next.state.leave?.();
    await after.settled;
  });

  it('lets go of who gives up waiting, and lets in who stood behind', async () => {
    const turnstile = new Turnstile(2);
    const inside = visitor(turnstile);
    const gone = new AbortController();
    const wide = visitor(turnstile, { places: 2, signal: gone.signal });
    const behind = visitor(turnstile);
    await inside.settled;
    expect(behind.state.leave).toBeUndefined();
    gone.abort();
    await Promise.all([wide.settled, behind.settled]);
    expect(wide.state.refused).toMatchObject({ code: 'cancelled' });
    expect(behind.state.leave).toBeTypeOf('function');
  });

  it('does not mind who gives up inside', async () => {
    const turnstile = new Turnstile(1);
    const gone = new AbortController();
    const leave = await turnstile.enter(1, gone.signal);
    gone.abort();
    leave();
    expect(await turnstile.enter(1, going())).toBeTypeOf('function');
  });

  it('keeps out who is gone already, and who wants more than there is', async () => {
    const turnstile = new Turnstile(1);
    await expect(turnstile.enter(1, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    await expect(turnstile.enter(2, going())).rejects.toMatchObject({ code: 'internal' });
    expect(await turnstile.enter(1, going())).toBeTypeOf('function');
  });
});
