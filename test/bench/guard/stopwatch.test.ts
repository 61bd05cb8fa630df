import { describe, expect, it } from 'vitest';
import { Stopwatch } from './stopwatch.ts';

describe('Stopwatch', () => {
  it('gives what it measured back as it was, and what was spent once', async () => {
    const stopwatch = new Stopwatch();
    const fetch = stopwatch.fetch(async (input) => new Response(String(input)));
    const detect = stopwatch.detect(async (inputs) => inputs.map(() => []));
    expect(stopwatch.take()).toEqual({ fetchMs: 0, detectMs: 0 });
    expect(await (await fetch('http://127.0.0.1/')).text()).toBe('http://127.0.0.1/');
    expect(await detect([{ text: 'a' }, { text: 'b' }])).toEqual([[], []]);
    const spent = stopwatch.take();
    expect(spent.fetchMs).toBeGreaterThan(0);
    expect(spent.detectMs).toBeGreaterThan(0);
    expect(stopwatch.take()).toEqual({ fetchMs: 0, detectMs: 0 });
  });

  it('measures what fails too, and lets it fail', async () => {
    const stopwatch = new Stopwatch();
    const failing = stopwatch.fetch(() => Promise.reject(new TypeError('no network')));
    await expect(failing('http://127.0.0.1/')).rejects.toThrow('no network');
    expect(stopwatch.take().fetchMs).toBeGreaterThan(0);
  });
});
