/** An IP address as numbers of 32 bits, the highest first: one of IPv4, four of IPv6. */
export type Address = readonly number[];

/** A network in CIDR notation, RFC 4632 §3.1, RFC 4291 §2.3. */
export interface Network {
  readonly address: Address;
  /** Leading bits that count. */
  readonly prefix: number;
}

const CIDR = /^([0-9A-Fa-f.:]{2,45})\/(0|[1-9]\d{0,2})$/;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const HEXTET = /^[0-9A-Fa-f]{1,4}$/;
/** RFC 4007 §11 */
const ZONE = /^%[0-9A-Za-z.:-]{1,64}$/;
const LONGEST = 45;

/**
 * Reads an IPv4 or IPv6 address; anything else gives `undefined`. An IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2) counts as the IPv4
 * address it stands for. A zone, as in `fe80::1%eth0`, does not count.
 */
export function readAddress(ip: string): Address | undefined {
  const zone = ip.indexOf('%');
  if (zone >= 0 && !ZONE.test(ip.slice(zone))) return undefined;
  const address = zone < 0 ? ip : ip.slice(0, zone);
  if (address.length > LONGEST) return undefined;
  if (!address.includes(':')) return zone < 0 ? readIpv4(address) : undefined;
  const words = readIpv6(address);
  return words === undefined || !isMapped(words) ? words : words.slice(3);
}

/**
 * Reads a network such as `10.0.0.0/8` or `2001:db8::/32`; anything else gives `undefined`, and so does an IPv4 network in IPv6
 * notation. Bits of the address beyond the prefix do not count.
 */
export function readNetwork(cidr: string): Network | undefined {
  const [, text = '', digits] = CIDR.exec(cidr) ?? [];
  const prefix = Number(digits);
  const address = readAddress(text);
  if (address === undefined || prefix > address.length * 32) return undefined;
  if (address.length === 1 && text.includes(':')) return undefined;
  return { address, prefix };
}

/** Names the network of so many leading bits that an address lies in: the same text for all addresses of it, and for no others. */
export function networkKey(address: Address, prefix: number): string {
  const words = address.map((word, at) => {
    const bits = Math.min(32, Math.max(0, prefix - at * 32));
    return bits === 0 ? 0 : (word >>> (32 - bits)) << (32 - bits);
  });
  return `${prefix}:${words.join(':')}`;
}

/**
 * Tells of an address whether it lies in one of the networks. An IPv4-mapped IPv6 address counts as the IPv4 address it stands for,
 * and only as that: `::/0` is every IPv6 address and no IPv4 address. What is no address, or a network that cannot be read, never fits.
 */
export function networkList(cidrs: readonly string[]): (ip: string) => boolean {
  const networks = cidrs.map(readNetwork).filter((network) => network !== undefined);
  const keys = new Set(networks.map(({ address, prefix }) => networkKey(address, prefix)));
  const prefixes = [...new Set(networks.map(({ prefix }) => prefix))];
  return (ip) => {
    const address = readAddress(ip);
    return address !== undefined && prefixes.some((prefix) => keys.has(networkKey(address, prefix)));
  };
}

function readIpv4(text: string): Address | undefined {
  if (!IPV4.test(text)) return undefined;
  return [text.split('.').reduce((sum, octet) => ((sum << 8) | Number(octet)) >>> 0, 0)];
}

/** RFC 4291 §2.2: eight groups, of which a run of zeros may be `::`, and the last two an IPv4 address. */
function readIpv6(text: string): Address | undefined {
  const [before = '', after, more] = text.split('::');
  if (more !== undefined) return undefined;
  const head = groupsOf(before, after === undefined);
  const tail = after === undefined ? [] : groupsOf(after, true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...tail];
  return [0, 2, 4, 6].map((at) => (((groups[at] ?? 0) << 16) | (groups[at + 1] ?? 0)) >>> 0);
}

function groupsOf(text: string, last: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const end = parts.at(-1) ?? '';
  const [embedded] = last ? (readIpv4(end) ?? []) : [];
  const hextets = embedded === undefined ? parts : parts.slice(0, -1);
  if (!hextets.every((part) => HEXTET.test(part))) return undefined;
  const groups = hextets.map((part) => Number.parseInt(part, 16));
  return embedded === undefined ? groups : [...groups, embedded >>> 16, embedded & 0xffff];
}

function isMapped([first, second, third]: Address): boolean {
  return first === 0 && second === 0 && third === 0xffff;
}
