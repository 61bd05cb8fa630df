import {
  asSallyportError,
  type EventDetails,
  type Identity,
  SallyportError,
  sameIdentity,
  untilAborted,
} from '@sallyport/core';
import {
  commit,
  type Intended,
  type Journal,
  newSalt,
  type Outcome,
  type Refused,
  type Session,
  type Transformed,
} from '@sallyport/pipeline';
import type { CompanionClient } from '../companion/companion-client.ts';
import type { Grant } from '../companion/grant.ts';
import type { Arrival, Attempt, Trail } from '../forward/trail.ts';
import type { Reservation, SpooledEvent } from '../spool/index.ts';
import { outcomeDetails, refusalDetails } from './call-details.ts';
import { signClientEvent } from './client-event.ts';
import type { Evidence } from './evidence.ts';
import type { EnteredOutbox } from './outboxes.ts';

/** What a call's record is kept with. */
export interface CallRecordOptions {
  readonly evidence: Evidence;
  readonly client: CompanionClient;
  /** Told how the call ended. Must not throw. */
  readonly tell: (details: EventDetails) => void;
}

/** Who acts, and where the events of its acts go. */
interface Actor {
  readonly grant: Grant;
  readonly entered: EnteredOutbox;
}

/**
 * The record of one call at the inner door. Its intent is signed in the proof that goes with it; before it is sent, room is held for its
 * outcome, and before the reply is given, the outcome stands in the spool, signed: a `client.outcome`. So does a refusal, though one
 * that cannot be kept is a refusal all the same. Until this process has had a grant nothing is recorded: nothing has left it by then,
 * and nobody could verify its signature.
 */
export class CallRecord implements Journal, Trail {
  readonly #options: CallRecordOptions;
  #actor: Actor | undefined;
  #reservation: Reservation | undefined;
  #attempt: Attempt | undefined;
  #arrival: Arrival | undefined;

  constructor(options: CallRecordOptions) {
    this.#options = options;
  }

  /** Finds out who calls, and whether the companion may be believed. Raises what either raises, and `spool_full`. */
  async begin(signal: AbortSignal): Promise<Identity> {
    const { evidence, client } = this.#options;
    // So that a refusal for want of a new grant is recorded too.
    if (client.latest !== undefined) await this.#enter(client.latest, signal);
    await untilAborted(evidence.watch.log(), signal);
    const grant = await client.grant(signal);
    await this.#enter(grant, signal);
    return grant.identity;
  }

  async intent(exchange: Transformed): Promise<Session> {
    try {
      this.#options.evidence.watch.assertSound();
      this.#reservation = present(this.#actor).entered.outbox.reserve();
      const salt = newSalt();
      return { salt, commitments: { egress: await commit(salt, exchange.egress) } };
    } catch (cause) {
      const error = asSallyportError(cause);
      this.#options.tell({ ...refusalDetails(exchange), error: error.code });
      throw error;
    }
  }

  sending(attempt: Attempt): void {
    const { entered } = present(this.#actor);
    // Its outcome could not go by the outbox that has room for it.
    if (!sameIdentity(attempt.grant.identity, entered.outbox.identity))
      throw new SallyportError('identity_unavailable');
    this.#actor = { grant: attempt.grant, entered };
    this.#attempt = attempt;
    this.#arrival = undefined;
  }

  received(arrival: Arrival): void {
    this.#arrival = arrival;
  }

  async outcome(exchange: Intended, outcome: Outcome): Promise<void> {
    const details = outcomeDetails(exchange, { outcome, attempt: this.#attempt, arrival: this.#arrival });
    try {
      await present(this.#reservation).append(await this.#sign(details, present(this.#actor)));
    } catch (cause) {
      const error = asSallyportError(cause, 'spool_unavailable');
      this.#options.tell({ ...details, error: error.code });
      throw error;
    }
    this.#options.tell(details);
  }

  async denied(exchange: Refused, error: SallyportError): Promise<void> {
    const details = { ...refusalDetails(exchange), error: error.code };
    const { latest } = this.#options.client;
    try {
      if (this.#actor === undefined && latest !== undefined) await this.#enter(latest);
      if (this.#actor !== undefined) {
        await this.#actor.entered.outbox.append(await this.#sign(details, this.#actor));
      }
    } catch {
      // Nothing was sent, and the caller is to learn why.
    }
    this.#options.tell(details);
  }

  /** Gives back what the call held. */
  end(): void {
    this.#reservation?.release();
    this.#actor?.entered.leave();
  }

  async #enter(grant: Grant, signal?: AbortSignal): Promise<void> {
    const { evidence, client } = this.#options;
    const before = this.#actor;
    if (before !== undefined && sameIdentity(before.grant.identity, grant.identity)) {
      this.#actor = { ...before, grant };
      return;
    }
    before?.entered.leave();
    this.#actor = undefined;
    const entering = evidence.enter(grant, client);
    try {
      this.#actor = { grant, entered: await untilAborted(entering, signal) };
    } catch (cause) {
      void entering.then(
        ({ leave }) => leave(),
        () => undefined,
      );
      throw cause;
    }
  }

  #sign(details: EventDetails, { grant }: Actor): Promise<SpooledEvent> {
    const { error, upstreamStatus = 0 } = details;
    const status = error === undefined && upstreamStatus < 400 ? 'success' : 'failure';
    const { signer, identity } = grant;
    const { clock } = this.#options.evidence;
    return signClientEvent({ kind: 'client.outcome', status, details }, { signer, identity, clock });
  }
}

/** What an earlier stage must have left. Raises `internal` where it has not. */
function present<T>(value: T | undefined): T {
  if (value === undefined) throw new SallyportError('internal');
  return value;
}
