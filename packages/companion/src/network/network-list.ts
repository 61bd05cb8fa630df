import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** A network in CIDR notation, RFC 4632 §3.1, RFC 4291 §2.3. */
export interface Network {
  readonly address: string;
  /** Leading bits that count. */
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** IPv4 addresses as a socket of both families shows them, RFC 4291 §2.5.5.2. */
const MAPPED = blockList([{ address: '::ffff:0:0', prefix: 96, family: 'ipv6' }]);

const CIDR = /^([0-9A-Fa-f.:]{2,45})\/(0|[1-9]\d{0,2})$/;

/**
 * Reads a network such as `10.0.0.0/8` or `2001:db8::/32`; anything else gives `undefined`, and so does an IPv4 network in IPv6
 * notation. Bits of the address beyond the prefix do not count.
 */
export function readNetwork(cidr: string): Network | undefined {
  const [, address = '', digits] = CIDR.exec(cidr) ?? [];
  const prefix = Number(digits);
  if (isIPv4(address)) return prefix <= 32 ? { address, prefix, family: 'ipv4' } : undefined;
  if (!isIPv6(address) || prefix > 128 || MAPPED.check(address, 'ipv6')) return undefined;
  return { address, prefix, family: 'ipv6' };
}

/**
 * Tells of an address whether it lies in one of the networks. An IPv4-mapped IPv6 address counts as the IPv4 address it stands for,
 * and only as that: `::/0` is every IPv6 address and no IPv4 address. What is no address, or a network that cannot be read, never fits.
 */
export function networkList(cidrs: readonly string[]): (ip: string) => boolean {
  const networks = cidrs.map(readNetwork).filter((network) => network !== undefined);
  const ipv4 = blockList(networks.filter(({ family }) => family === 'ipv4'));
  const ipv6 = blockList(networks.filter(({ family }) => family === 'ipv6'));
  return (ip) => {
    if (isIPv4(ip)) return ipv4.check(ip, 'ipv4');
    if (!isIPv6(ip)) return false;
    return (MAPPED.check(ip, 'ipv6') ? ipv4 : ipv6).check(ip, 'ipv6');
  };
}

function blockList(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const { address, prefix, family } of networks) list.addSubnet(address, prefix, family);
  return list;
}
