import { readAddress } from '@sallyport/core';

/** An IP address as PostgreSQL's `inet` reads it: of IPv4 the four numbers, also of one mapped into IPv6; no zone. `undefined` for what is none. */
export function storedAddress(ip: string): string | undefined {
  const words = readAddress(ip);
  if (words === undefined) return undefined;
  const [first = 0] = words;
  if (words.length === 1) return [24, 16, 8, 0].map((bits) => (first >>> bits) & 0xff).join('.');
  return words.flatMap((word) => [word >>> 16, word & 0xffff].map((half) => half.toString(16))).join(':');
}
