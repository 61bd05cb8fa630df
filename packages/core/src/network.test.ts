import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkList, readAddress, readNetwork } from './network.ts';

const MAPPED = new BlockList();
MAPPED.addSubnet('::ffff:0:0', 96, 'ipv6');
const isMapped = (text: string): boolean => isIP(text) === 6 && MAPPED.check(text, 'ipv6');

describe('networkList', () => {
  it.each([
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '11.1.2.3', false],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['10.0.0.0/8', '::ffff:a01:203', true],
    ['10.0.0.0/8', '::FFFF:0b01:203', false],
    ['10.0.0.0/8', '::10.1.2.3', false],
    ['10.9.9.9/8', '10.1.2.3', true],
    ['192.0.2.7/32', '192.0.2.7', true],
    ['192.0.2.7/32', '192.0.2.8', false],
    ['0.0.0.0/0', '192.0.2.8', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/32', '2001:db8:0:1::5', true],
    ['2001:db8::/32', '2001:db9::5', false],
    ['::/0', '2001:db8::1', true],
    ['::/0', '192.0.2.8', false],
    ['::/0', '::ffff:192.0.2.8', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['0.0.0.0/0', '', false],
    ['0.0.0.0/0', 'localhost', false],
    ['0.0.0.0/0', '10.1.2.3.4', false],
    ['0.0.0.0/0', '010.1.2.3', false],
  ])('%s and %s: %s', (network, ip, expected) => {
    expect(networkList([network])(ip)).toBe(expected);
  });

  it('fits whoever is in any of its networks, and nobody when it has none', () => {
    const fits = networkList(['192.0.2.0/24', '2001:db8::/32']);
    expect(['192.0.2.1', '2001:db8::1', '198.51.100.1'].map(fits)).toStrictEqual([true, true, false]);
    expect(networkList([])('192.0.2.1')).toBe(false);
    expect(networkList(['anything'])('192.0.2.1')).toBe(false);
  });

  it('agrees with arithmetic on every IPv4 address and prefix, mapped or not', () => {
    const octets = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.');
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), fc.nat(0xffff_ffff), fc.nat(32), (network, noise, prefix) => {
        // An address that shares a random number of leading bits with the network, so that both answers are common.
        const ip = (network ^ (noise >>> (noise % 32))) >>> 0;
        const size = 2 ** (32 - prefix);
        const expected = Math.floor(ip / size) === Math.floor(network / size);
        const fits = networkList([`${octets(network)}/${prefix}`]);
        expect([fits(octets(ip)), fits(`::ffff:${octets(ip)}`)]).toStrictEqual([expected, expected]);
      }),
    );
  });
});

describe('readNetwork', () => {
  it.each([
    '',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/-1',
    '10.0.0.0/8 ',
    '10.0.0/8',
    '10.0.0.256/8',
    '2001:db8::/129',
    '2001:db8::1::/64',
    'fe80::%eth0/64',
    '::ffff:10.0.0.0/104',
    '::ffff:0:0/96',
    'example.org/8',
    `${'1'.repeat(100_000)}/8`,
  ])('does not read %.40s', (cidr) => {
    expect(readNetwork(cidr)).toBeUndefined();
  });

  it('reads both families', () => {
    expect(readNetwork('10.0.0.0/8')).toStrictEqual({ address: [0x0a00_0000], prefix: 8 });
    expect(readNetwork('2001:db8::/32')).toStrictEqual({ address: [0x2001_0db8, 0, 0, 0], prefix: 32 });
  });
});

describe('readAddress', () => {
  const PARTS = fc.constantFrom(
    '',
    ':',
    '::',
    '.',
    '0',
    '1',
    '255',
    '256',
    '01',
    'ffff',
    'g',
    '10.0.0.1',
    '%eth0',
    '/',
  );

  it('reads what Node takes for an address, and nothing else', () => {
    const texts = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string(),
      fc.array(PARTS, { maxLength: 18 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(readAddress(text)?.length).toBe(
          isIP(text) === 0 ? undefined : isMapped(text) || isIP(text) === 4 ? 1 : 4,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads every group where it stands', () => {
    expect(readAddress('1:2:3:4:5:6:7:8')).toStrictEqual([0x1_0002, 0x3_0004, 0x5_0006, 0x7_0008]);
    expect(readAddress('1::8')).toStrictEqual([0x1_0000, 0, 0, 8]);
    expect(readAddress('64:ff9b::192.0.2.33')).toStrictEqual([0x64_ff9b, 0, 0, 0xc000_0221]);
    expect(readAddress('::ffff:192.0.2.33')).toStrictEqual([0xc000_0221]);
  });

  it.each([
    ['1.2.3.4.'],
    ['1.2.3'],
    [':1::'],
    ['1:::2'],
    ['::1.2.3.4:5'],
    ['1:2:3:4:5:6:7::8:9'],
    ['9'.repeat(100_000)],
  ])('does not read %.40s', (text) => {
    expect(readAddress(text)).toBeUndefined();
  });
});
