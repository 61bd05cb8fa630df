import { describe, expect, it } from 'vitest';
import { KeyMemory } from './key-memory.ts';

const MANY = Array.from({ length: 100 }, (_, index) => `key ${index}`);

describe('KeyMemory', () => {
  it('finds a key that stands twice, among few and among many', () => {
    const memory = new KeyMemory();
    memory.open();
    for (const [index, key] of MANY.entries()) {
      expect(memory.add(key)).toBeUndefined();
      for (const known of MANY.slice(0, index + 1)) expect(memory.add(known)).toBe('body_duplicate_key');
    }
  });

  it('takes one key in two objects, open at once or one after the other', () => {
    const memory = new KeyMemory();
    memory.open();
    expect(memory.add('a')).toBeUndefined();
    memory.open();
    expect(memory.add('a')).toBeUndefined();
    memory.close();
    memory.open();
    expect(memory.add('a')).toBeUndefined();
    memory.close();
    expect(memory.add('a')).toBe('body_duplicate_key');
  });

  it('holds no more than its limit, counted over all objects that stand open', () => {
    const memory = new KeyMemory(100);
    memory.open();
    expect(memory.add('x'.repeat(18))).toBeUndefined();
    memory.open();
    expect(memory.add('y'.repeat(18))).toBeUndefined();
    expect(memory.add('z')).toBe('body_too_large');
  });

  it('forgets the keys of an object that ends', () => {
    const memory = new KeyMemory(100);
    memory.open();
    for (let index = 0; index < 1000; index++) {
      memory.open();
      expect([memory.add('x'.repeat(18)), memory.add('y'.repeat(18))]).toEqual([undefined, undefined]);
      memory.close();
    }
  });
});
