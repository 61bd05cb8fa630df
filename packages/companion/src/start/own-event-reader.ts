import { type LedgerEvent, verifyEvent } from '@sallyport/ledger';
import type { Evidence } from './open-evidence.ts';

/** Reads the companion's own event at an index, verified: what it says is believed, and may be signed again. Raises `ledger_corrupt`, `ledger_unavailable`. */
export function ownEventReader({
  ledger,
  keys,
}: Pick<Evidence, 'ledger' | 'keys'>): (index: number) => Promise<LedgerEvent> {
  return async (index) => verifyEvent(await ledger.leaf(index), keys.eventKeys);
}
