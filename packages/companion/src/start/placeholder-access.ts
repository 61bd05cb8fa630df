import type { Clock } from '@sallyport/core';
import type { ExchangeAccess } from '../grants/exchange-access.ts';

/** How much is remembered of what served once. */
const CAPACITY = 65_536;

/** Keeps in this process alone what was used once, and nothing else. */
export function placeholderAccess({ clock }: { readonly clock: Clock }): ExchangeAccess {
  const used = new Map<string, number>();
  return {
    remember: async () => undefined,
    useOnce: async (digestInput, expiresAt) => {
      for (const [key, until] of used) if (until * 1000 < clock.now()) used.delete(key);
      if (used.has(digestInput) || used.size >= CAPACITY) return false;
      used.set(digestInput, expiresAt);
      return true;
    },
    revokeGrant: async () => undefined,
  };
}
