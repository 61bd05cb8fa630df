import { isIPv4, isIPv6 } from 'node:net';

const MAPPED = [0, 0, 0, 0, 0, 0xffff];

/**
 * The key of a caller's address in a quota: an IPv4 address as it is, also when it comes as an IPv4-mapped IPv6 address (RFC 4291
 * §2.5.5.2); of IPv6 the /64, the link within which a host picks its own addresses (RFC 4862 §5.5.3). What is absent or no address
 * shares the key `unknown`.
 */
export function sourceQuotaKey(clientIp: string | undefined): string {
  if (clientIp === undefined) return 'unknown';
  if (isIPv4(clientIp)) return clientIp;
  const [address = ''] = clientIp.split('%', 1);
  if (!isIPv6(address)) return 'unknown';
  const groups = groupsOf(address);
  if (!MAPPED.every((group, place) => groups[place] === group)) return prefixOf(groups);
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}

function prefixOf(groups: readonly number[]): string {
  const prefix = groups.slice(0, 4).map((group) => group.toString(16));
  return `${prefix.join(':')}::/64`;
}

/** The eight groups of a valid IPv6 address. The URL parser writes the last two as such when they came as an IPv4 address. */
function groupsOf(address: string): readonly number[] {
  const [before = '', after = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [head, tail] = [numbers(before), numbers(after)];
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function numbers(groups: string): readonly number[] {
  return groups === '' ? [] : groups.split(':').map((group) => Number.parseInt(group, 16));
}
