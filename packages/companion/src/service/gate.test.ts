import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';

describe('createGate', () => {
  it('lets in so many at once, and another for each that leaves', () => {
    const gate = createGate(2);
    const leave = [gate.enter(), gate.enter()];
    expect(leave.every((one) => typeof one === 'function')).toBe(true);
    expect(gate.enter()).toBeUndefined();
    expect(gate.inside).toBe(2);
    leave[0]?.();
    expect(gate.enter()).toBeTypeOf('function');
    expect(gate.enter()).toBeUndefined();
  });
});
