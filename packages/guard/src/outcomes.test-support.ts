import type { LedgerEvent } from '@sallyport/ledger';
import type { CompanionStandIn } from '@sallyport/testkit';
import { jwtClaims } from './signing/jwt-claims.ts';

/** The events a stand-in took in, taken apart, oldest first. */
export function eventsOf(companion: CompanionStandIn): readonly LedgerEvent[] {
  return companion.events.map((event) => jwtClaims(event) as unknown as LedgerEvent);
}

/** Of these the outcomes of calls. */
export function outcomesOf(companion: CompanionStandIn): readonly LedgerEvent[] {
  return eventsOf(companion).filter(({ metadata }) => metadata.event_code === 'client.outcome');
}
