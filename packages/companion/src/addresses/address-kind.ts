import { BlockList, isIP } from 'node:net';

/**
 * What an address is to somebody who is about to call it. `forbidden` is never called: this link (where clouds keep their metadata),
 * no host at all, many hosts, or what is reserved. `private` holds what only a network of one's own leads to.
 */
export type AddressKind = 'public' | 'private' | 'loopback' | 'forbidden';

type Network = readonly [address: string, prefix: number];

/** IPv4, after the IANA registry of special-purpose addresses (RFC 6890), and the metadata services of Alibaba Cloud and of Azure's hosts. */
const IPV4: Readonly<Record<Exclude<AddressKind, 'public'>, readonly Network[]>> = {
  forbidden: [
    ['0.0.0.0', 8],
    ['169.254.0.0', 16],
    ['100.100.100.200', 32],
    ['168.63.129.16', 32],
    ['192.0.0.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ],
  loopback: [['127.0.0.0', 8]],
  private: [
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['100.64.0.0', 10],
    ['198.18.0.0', 15],
  ],
};

/** IPv6, after the same registry, and the metadata service of Amazon. */
const IPV6: typeof IPV4 = {
  forbidden: [
    ['::', 128],
    ['fe80::', 10],
    ['ff00::', 8],
    ['fd00:ec2::', 32],
    ['100::', 64],
  ],
  loopback: [['::1', 128]],
  private: [
    ['fc00::', 7],
    ['fec0::', 10],
  ],
};

const KINDS = ['forbidden', 'loopback', 'private'] as const;
const LISTS = KINDS.map((kind) => [kind, listOf(kind)] as const);

/** The kind of an IP address in text, without brackets; a zone is passed over. What is no address is `forbidden`. */
export function addressKind(address: string): AddressKind {
  const bare = address.split('%', 1)[0] ?? '';
  const family = isIP(bare);
  if (family === 0) return 'forbidden';
  return LISTS.find(([, list]) => list.check(bare, family === 4 ? 'ipv4' : 'ipv6'))?.[0] ?? 'public';
}

/** The address that a URL's host is in itself, without brackets; `undefined` of a name. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? undefined : bare;
}

/** Tells whether a URL names, as its host, an address that is never called: for such a host nothing is looked up. */
export function namesForbidden({ hostname }: URL): boolean {
  const literal = literalAddress(hostname);
  return literal !== undefined && addressKind(literal) === 'forbidden';
}

function listOf(kind: (typeof KINDS)[number]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of IPV6[kind]) list.addSubnet(address, prefix, 'ipv6');
  for (const network of IPV4[kind]) {
    list.addSubnet(...network, 'ipv4');
    for (const carrier of carriers(network)) list.addSubnet(...carrier, 'ipv6');
  }
  return list;
}

/** The IPv6 networks that lead to an IPv4 network: mapped (RFC 4291 §2.5.5), NAT64 (RFC 6052 §2.1) and 6to4 (RFC 3056 §2). */
function carriers([address, prefix]: Network): readonly Network[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const [high, low] = [(a << 8) | b, (c << 8) | d].map((part) => part.toString(16));
  // `::/8` as IPv4-compatible would take in `::` and `::1`, which are listed for themselves.
  const compatible: readonly Network[] = a === 0 ? [] : [[`::${high}:${low}`, 96 + prefix]];
  return [
    ...compatible,
    [`::ffff:${high}:${low}`, 96 + prefix],
    [`64:ff9b::${high}:${low}`, 96 + prefix],
    [`2002:${high}:${low}::`, 16 + prefix],
  ];
}
