import { type Address, networkKey, readAddress, readNetwork } from '@sallyport/core';
import type { Dimension } from './dimension.ts';
import { Listed } from './listed.ts';

/** The condition on networks: a question offers, of each length of prefix that the policy has, the network its address lies in. */
export function listedNetworks(size: number): Dimension {
  const listed = new Listed(size);
  const prefixes = new Set<number>();
  return {
    learn(position, { networks }) {
      const read = networks?.map(readNetwork).filter((network) => network !== undefined);
      for (const { prefix } of read ?? []) prefixes.add(prefix);
      listed.learn(
        position,
        read?.map(({ address, prefix }) => networkKey(address, prefix)),
      );
    },
    holding({ source }) {
      if (!listed.isAsked) return undefined;
      const address = typeof source === 'string' ? readAddress(source) : undefined;
      return listed.holding(address === undefined ? [] : keysOf(address, prefixes));
    },
  };
}

function* keysOf(address: Address, prefixes: Iterable<number>): Iterable<string> {
  for (const prefix of prefixes) if (prefix <= address.length * 32) yield networkKey(address, prefix);
}
