import { describe, expect, it } from 'vitest';
import { addressKind, literalAddress, namesForbidden } from './address-kind.ts';

describe('addressKind', () => {
  it.each([
    [
      'forbidden',
      '169.254.169.254 169.254.0.1 0.0.0.0 0.1.2.3 100.100.100.200 224.0.0.1 239.255.255.255 255.255.255.255',
    ],
    [
      'forbidden',
      '240.0.0.1 192.0.0.192 :: fe80::1 fe80::1%eth0 febf::1 ff02::1 fd00:ec2::254 168.63.129.16 FD00:EC2:0:0:0:0:0:254',
    ],
    [
      'forbidden',
      '::ffff:169.254.169.254 ::ffff:a9fe:a9fe ::a9fe:a9fe 64:ff9b::a9fe:a9fe 2002:a9fe:a9fe::1 ::ffff:0:0',
    ],
    ['loopback', '127.0.0.1 127.255.255.254 ::1 ::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::'],
    [
      'private',
      '10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 fc00::1 fd12:3456::1 fec0::1 ::ffff:10.0.0.1',
    ],
    [
      'public',
      '1.1.1.1 172.32.0.1 172.15.255.255 169.253.255.255 100.128.0.1 223.255.255.255 2606:4700::1111 2001:db8::1',
    ],
  ])('is %s of %s', (kind, addresses) => {
    for (const address of addresses.split(' ')) expect([address, addressKind(address)]).toEqual([address, kind]);
  });

  it.each(['', 'localhost', '127.1', '0x7f.1', '1.2.3.4.5', ':::', '[::1]'])(
    'is forbidden of %j, no address',
    (text) => {
      expect(addressKind(text)).toBe('forbidden');
    },
  );
});

describe('literalAddress', () => {
  it('knows an address, in brackets or not, from a name', () => {
    expect(literalAddress('[fe80::1]')).toBe('fe80::1');
    expect(literalAddress('10.0.0.1')).toBe('10.0.0.1');
    expect(literalAddress('model.example')).toBeUndefined();
  });

  it('sees through every way to write an address in a URL', () => {
    const hosts = ['0xa9.254.43518', '2852039166', '169.254.169.254.', '[::ffff:169.254.169.254]', '①⑥⑨.254.169.254'];
    for (const host of hosts) {
      const literal = literalAddress(new URL(`https://${host}`).hostname);
      expect([host, literal === undefined ? literal : addressKind(literal)]).toEqual([host, 'forbidden']);
    }
  });
});

describe('namesForbidden', () => {
  it.each([
    ['https://169.254.169.254/latest', true],
    ['https://0xa9fea9fe/', true],
    ['https://[fe80::1]/', true],
    ['https://[::ffff:169.254.169.254]/', true],
    ['https://login.example/169.254.169.254', false],
    ['https://127.0.0.1/', false],
  ])('says of %s: %s', (url, expected) => {
    expect(namesForbidden(new URL(url))).toBe(expected);
  });
});
