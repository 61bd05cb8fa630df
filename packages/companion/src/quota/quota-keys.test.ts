import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heldKey } from './held-key.ts';
import { sourceQuotaKey } from './source-quota-key.ts';

describe('sourceQuotaKey', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:0.0.0.0', '0.0.0.0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2::', '2001:db8:1:2::/64'],
    ['2001:db8::3:4:5:6', '2001:db8:0:0::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['::192.0.2.7', '0:0:0:0::/64'],
    ['::fffe:192.0.2.7', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['fe80::2%eth1', 'fe80:0:0:0::/64'],
    [undefined, 'unknown'],
    ['', 'unknown'],
    ['unknown', 'unknown'],
    ['192.0.2.07', 'unknown'],
    ['192.0.2.7%eth0', 'unknown'],
    ['192.0.2.7:443', 'unknown'],
    ['[2001:db8::1]', 'unknown'],
    ['2001:db8::1::2', 'unknown'],
    ['2001:db8::1/64', 'unknown'],
    [' 192.0.2.7', 'unknown'],
    ['notes.example', 'unknown'],
  ])('of %s is %s', (clientIp, key) => {
    expect(sourceQuotaKey(clientIp)).toBe(key);
  });

  it('is one for all of a /64, however it is written, and another for any other', () => {
    const group = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 0xffff }));
    const prefix = fc.tuple(fc.integer({ min: 1, max: 0xffff }), group, group, group);
    const rest = fc.tuple(group, group, group, group);
    const written = (groups: readonly number[]) => groups.map((one) => one.toString(16)).join(':');
    const short = (text: string) => new URL(`http://[${text}]`).hostname.slice(1, -1);
    fc.assert(
      fc.property(prefix, prefix, rest, rest, (one, other, here, there) => {
        const key = sourceQuotaKey(written([...one, ...here]));
        expect(sourceQuotaKey(short(written([...one, ...there])))).toBe(key);
        expect(sourceQuotaKey(written([...one, ...there]).toUpperCase())).toBe(key);
        expect(sourceQuotaKey(short(written([...other, ...here]))) === key).toBe(written(one) === written(other));
      }),
    );
  });
});

describe('heldKey', () => {
  it('is short, and another for another key', () => {
    const long = fc.string({ minLength: 120, maxLength: 140, unit: fc.constantFrom('a', 'b', '\ud800', '\ud801') });
    fc.assert(
      fc.property(long, long, (one, other) => {
        expect(heldKey(one).length).toBeLessThanOrEqual(128);
        expect(heldKey(one) === heldKey(other)).toBe(one === other);
        expect(heldKey(heldKey(one)) === heldKey(one)).toBe(one.length < 128);
      }),
    );
  });
});
