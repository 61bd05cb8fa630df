import { expect, it } from 'vitest';
import { AuthTimes } from './auth-times.ts';

it('takes the time from identification to detection, of calls that got so far', () => {
  const times = new AuthTimes();
  for (const call of ['a', 'b']) times.trace('identify', call);
  times.trace('admit', 'a');
  times.trace('detect', 'a');
  times.trace('detect', 'unknown');
  const [taken, ...others] = times.take();
  expect(taken).toBeGreaterThanOrEqual(0);
  expect(others).toEqual([]);
  expect(times.take()).toEqual([]);
});
