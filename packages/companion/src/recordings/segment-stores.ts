import { SallyportError } from '@sallyport/core';
import type { PartKind, SegmentStore } from './segment-store.ts';

/** The stores there are: one that is written to, and those that earlier recordings are in. */
export interface SegmentStores {
  readonly current: SegmentStore;
  /** Raises `recording_unavailable` for one that is not configured. */
  named(name: SegmentStore['name']): SegmentStore;
}

/** Stores by their names, the one that is written to first. */
export function segmentStores(current: SegmentStore, ...others: readonly SegmentStore[]): SegmentStores {
  const stores = [current, ...others];
  return Object.freeze({
    current,
    named: (name) => {
      const found = stores.find((store) => store.name === name);
      if (found === undefined) throw new SallyportError('recording_unavailable');
      return found;
    },
  } satisfies SegmentStores);
}

/** The parts of a recording or an original that are there, in order, one at a time. */
export async function* storedParts(
  store: SegmentStore,
  { kind, session }: { readonly kind: PartKind; readonly session: string },
): AsyncGenerator<Uint8Array> {
  for (let index = 0; ; index++) {
    const part = await store.read({ kind, session, index });
    if (part === undefined) return;
    yield part;
  }
}
