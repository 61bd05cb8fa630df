import type { LedgerEvent } from '../event/ledger-event.ts';
import type { FaultCode } from './fault.ts';

/**
 * Which of the companion's event keys may sign where in the log, as the log itself says it: a key that was rotated in signs after the
 * `credential.rotated` that names it, and none signs after the `credential.rotated` that says it is retired. Between the two events of a rotation both
 * the old key and the new one sign, for replicas take the new one up one after the other. Places in the log decide, and no clock.
 */
export class SignerHistory {
  readonly #seen = new Set<string>();
  readonly #retired = new Set<string>();

  /** Takes the next event that the companion signed, and gives what is wrong with its signer. */
  take(kid: string, { metadata, unmapped, status_id: status }: LedgerEvent): FaultCode | undefined {
    const fault = this.#retired.has(kid) ? 'event_key_retired' : undefined;
    this.#seen.add(kid);
    const { rotated } = unmapped;
    const isRotation = metadata.event_code === 'credential.rotated' && status === 1 && rotated?.name === 'event';
    if (fault !== undefined || !isRotation || rotated.what !== 'signing_key' || rotated.keyId === undefined)
      return fault;
    if (rotated.retired === true) this.#retired.add(rotated.keyId);
    else if (this.#seen.has(rotated.keyId)) return 'event_key_early';
    return undefined;
  }
}
