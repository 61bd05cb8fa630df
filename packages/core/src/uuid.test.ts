import { describe, expect, it } from 'vitest';
import { correlationIdFrom, isUuid } from './uuid.ts';

describe('correlationIdFrom', () => {
  it('keeps a UUID, and replaces anything else by a new one', () => {
    const own = '0198c0de-0000-7000-8000-00000000000a';
    expect(correlationIdFrom(own)).toBe(own);
    for (const other of [undefined, '', 'SSN 078-05-1120', own.toUpperCase(), `${own}0`, `${own}\n`]) {
      const made = correlationIdFrom(other);
      expect(isUuid(made)).toBe(true);
      expect(made).not.toBe(other);
    }
  });
});
