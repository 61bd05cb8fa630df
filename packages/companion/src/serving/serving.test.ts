import { describe, expect, it } from 'vitest';
import { createServing } from './serving.ts';
import type { OpenSnapshot, Snapshot } from './snapshot.ts';

/** A version, and the versions that were closed, in that order. */
function opened(version: number, closed: number[]): OpenSnapshot {
  const snapshot = { version } as Partial<Snapshot> as Snapshot;
  return { snapshot, close: async () => void closed.push(version) };
}

const UNAVAILABLE = expect.objectContaining({ code: 'version_unavailable' });

describe('serving', () => {
  it('refuses everybody until there is a version, and while there is none', async () => {
    const serving = createServing();
    const closed: number[] = [];
    expect(serving.ready).toBe(false);
    expect(() => serving.enter()).toThrow(UNAVAILABLE);
    serving.put(opened(1, closed));
    expect([serving.ready, serving.current().version]).toEqual([true, 1]);
    const { snapshot, leave } = serving.enter();
    serving.refuse();
    expect([serving.ready, snapshot.version, closed]).toEqual([false, 1, []]);
    expect(() => serving.current()).toThrow(UNAVAILABLE);
    leave();
    expect(closed).toEqual([1]);
    serving.put(opened(2, closed));
    expect(serving.current().version).toBe(2);
  });

  it('closes a version once its last call has left, and none that is in force', async () => {
    const serving = createServing();
    const closed: number[] = [];
    serving.put(opened(1, closed));
    const [first, second] = [serving.enter(), serving.enter()];
    serving.put(opened(2, closed));
    const third = serving.enter();
    expect([first, third].map(({ snapshot }) => snapshot.version)).toEqual([1, 2]);
    first.leave();
    // Leaving twice is leaving once: the other call goes on.
    first.leave();
    third.leave();
    expect(closed).toEqual([]);
    second.leave();
    expect(closed).toEqual([1]);
    serving.put(opened(3, closed));
    expect(closed).toEqual([1, 2]);
  });

  it('closes all of them at its end, and waits for it', async () => {
    const serving = createServing();
    const closed: number[] = [];
    serving.put(opened(1, closed));
    serving.enter();
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    serving.put({ ...opened(2, closed), close: () => slow.then(() => void closed.push(2)) });
    const ended = serving.close();
    expect(closed).toEqual([1]);
    release();
    await ended;
    expect(closed).toEqual([1, 2]);
  });

  it('goes on when what a version had open cannot be closed', async () => {
    const serving = createServing();
    serving.put({ ...opened(1, []), close: () => Promise.reject(new TypeError()) });
    serving.put(opened(2, []));
    await serving.close();
    expect(serving.ready).toBe(false);
  });
});
