import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

const PROXIES = ['10.0.0.0/8', '2001:db8:ffff::/48'];

function addressOf(peer: string | undefined, forwarded?: string, proxies: readonly string[] = PROXIES) {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const socket = { remoteAddress: peer } as IncomingMessage['socket'];
  return clientAddress(proxies)({ headers, socket });
}

describe('clientAddress', () => {
  it.each([
    ['the client of a proxy', '10.0.0.1', '192.0.2.7', '192.0.2.7'],
    ['the client of two proxies', '10.0.0.1', '192.0.2.7, 10.0.0.2', '192.0.2.7'],
    ['of what a client wrote itself nothing', '10.0.0.1', '198.51.100.9, 192.0.2.7', '192.0.2.7'],
    ['nor where that is a proxy’s', '10.0.0.1', '10.9.9.9,192.0.2.7', '192.0.2.7'],
    ['nor where that is nothing', '10.0.0.1', 'unknown, 192.0.2.7', '192.0.2.7'],
    ['the leftmost of proxies alone', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['IPv6', '10.0.0.1', '2001:db8::7', '2001:db8::7'],
    ['of IPv6 proxies', '2001:db8:ffff::1', '192.0.2.7, 2001:db8:ffff::2', '192.0.2.7'],
    ['of a mapped proxy', '::ffff:10.0.0.1', '192.0.2.7', '192.0.2.7'],
    ['of mapped entries', '10.0.0.1', '::ffff:192.0.2.7, ::ffff:10.0.0.2', '::ffff:192.0.2.7'],
    ['without its port', '10.0.0.1', '192.0.2.7:4711', '192.0.2.7'],
    ['of IPv6 without its port', '10.0.0.1', '[2001:db8::7]:4711', '2001:db8::7'],
    ['of IPv6 in brackets', '10.0.0.1', '[2001:db8::7]', '2001:db8::7'],
    ['with tabs about it', '10.0.0.1', '\t192.0.2.7\t', '192.0.2.7'],
  ])('gives %s', (_what, peer, forwarded, expected) => {
    expect(addressOf(peer, forwarded)).toBe(expected);
  });

  it.each([
    ['is empty', ''],
    ['ends with a comma', '192.0.2.7,'],
    ['is no address', 'unknown'],
    ['is a name', 'proxy.example'],
    ['is obfuscated', '_hidden'],
    ['has garbage in the middle', '192.0.2.7, <script>, 10.0.0.2'],
    ['has another address in octal', '0300.0.2.7'],
    ['is too short an address', '192.0.2'],
    ['has a port that is none', '192.0.2.7:port'],
    ['has a port too long', '192.0.2.7:123456'],
    ['has a zone', 'fe80::1%eth0'],
    ['has two addresses in one', '192.0.2.7 198.51.100.9'],
    ['has an open bracket', '[2001:db8::7'],
    ['is as long as headers get', `${'9'.repeat(16_000)}`],
    ['is a thousand commas', ','.repeat(1_000)],
  ])('gives the proxy’s own where the header %s', (_what, forwarded) => {
    expect(addressOf('10.0.0.1', forwarded)).toBe('10.0.0.1');
  });

  it.each([
    ['that is no trusted proxy', '192.0.2.1', PROXIES],
    ['when none is trusted', '10.0.0.1', []],
  ])('believes nobody %s', (_what, peer, proxies) => {
    expect(addressOf(peer, '198.51.100.9', proxies)).toBe(peer);
  });

  it('gives the address of the connection without the header, and nothing without a connection', () => {
    expect(addressOf('10.0.0.1')).toBe('10.0.0.1');
    expect(addressOf(undefined, '192.0.2.7')).toBeUndefined();
  });
});
