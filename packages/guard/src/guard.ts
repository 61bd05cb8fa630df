import { asSallyportError, type Connection, type EventDetails, SallyportError, systemClock } from '@sallyport/core';
import { afterReply, type Door, type Policy, type Received, type Reply, runCall } from '@sallyport/pipeline';
import { createProcessVault, type Vault } from '@sallyport/vault';
import { ClientCalls, type SharedByAttempts } from './client-calls.ts';
import { CompanionClient } from './companion/companion-client.ts';
import { CallRecord } from './evidence/call-record.ts';
import { type EvidenceInUse, useEvidence } from './evidence/shared-evidence.ts';
import { within } from './evidence/within.ts';
import { type Fetch, forward } from './forward/forward.ts';
import type { GuardOptions } from './guard-options.ts';
import { type FollowedPolicy, innerDoor, namedConnection, tellApplication } from './inner-door.ts';
import { type PinnedUrl, pinUrl, readCompanionUrl } from './pinned-url.ts';
import { compiledPolicy } from './policy/policy-name.ts';
import { type FetchCall, pipelineCall, withStated } from './request-call.ts';
import { readPurpose, readReviewTimeout, readSubjectOfCare } from './reviews/review-settings.ts';
import type { ReviewWaiting } from './reviews/review-wait.ts';

/** How long calls that are told to end have for it. Milliseconds. */
const LAST_MS = 1_000;

/** One guarded way to one connection: it takes calls through the inner door until it is closed. */
export class Guard {
  readonly #fetch: Fetch;
  readonly #options: GuardOptions;
  readonly #connection: Connection;
  readonly #use: EvidenceInUse;
  readonly #client: CompanionClient;
  /** The one that is followed instead of the companion's. */
  readonly #compiled: Policy | undefined;
  readonly #vault: Vault;
  readonly #clientCalls: ClientCalls;
  readonly #running = new Set<Promise<void>>();
  readonly #ending = new AbortController();
  readonly #waiting: ReviewWaiting;
  #closed = false;

  /** Sends by this fetch. Raises `config_invalid` when the options cannot be used. */
  constructor(fetch: Fetch, options: GuardOptions) {
    const { tokenSource, clock = systemClock, spoolFolder: folder = false, trust, dangerouslyAcceptNewLog } = options;
    if (folder === '') throw new SallyportError('config_invalid', { place: 'spoolFolder' });
    this.#fetch = fetch;
    this.#options = options;
    this.#clientCalls = new ClientCalls(clock);
    this.#connection = namedConnection(options.connection);
    this.#compiled = compiledPolicy(options.policy);
    readPurpose(options.purpose);
    readSubjectOfCare(options.subjectOfCare);
    this.#waiting = {
      timeoutMs: readReviewTimeout(options.reviewTimeoutMs),
      onPending: options.onReviewPending,
      ending: this.#ending.signal,
    };
    this.#vault = options.vault ?? createProcessVault();
    const companion = readCompanionUrl(options.companion);
    this.#use = useEvidence({ companion, folder, trust, acceptNewLog: dangerouslyAcceptNewLog === true, clock });
    const { http, clock: corrected } = this.#use.evidence;
    this.#client = new CompanionClient({ http, clock: corrected, connection: this.#connection.name, tokenSource });
  }

  /** Takes one call through the door; `init` is what the caller gave fetch. Raises `shutting_down`, `origin_not_allowed`, `path_invalid`. */
  async call(fetchCall: FetchCall, init: RequestInit): Promise<Reply> {
    if (this.#closed) throw new SallyportError('shutting_down');
    let end: () => void = () => undefined;
    const running = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#running.add(running);
    void running.then(() => this.#running.delete(running));
    try {
      return await afterReply(await this.#run(fetchCall, init), end);
    } catch (cause) {
      end();
      throw cause;
    }
  }

  /** Tries once to deliver the audit events that wait, and gives whether nothing waits any more. */
  flush(deadlineMs: number): Promise<boolean> {
    return this.#use.evidence.flush(deadlineMs);
  }

  /** Takes no more calls, waits for those under way and then for the delivery of events; for each no longer than the deadline. */
  async close(deadlineMs: number): Promise<void> {
    this.#closed = true;
    await within(Promise.allSettled(this.#running), { ms: deadlineMs, late: [] });
    this.#ending.abort(new SallyportError('shutting_down'));
    // What waited for people has yet to write how it ended.
    await within(Promise.allSettled(this.#running), { ms: LAST_MS, late: [] });
    await this.#use.release(deadlineMs);
  }

  async #run(fetchCall: FetchCall, init: RequestInit): Promise<Reply> {
    const shared = this.#clientCalls.begin(fetchCall);
    const options = this.#options;
    const tell = (details: EventDetails) => tellApplication(options, details);
    const record = new CallRecord({ evidence: this.#use.evidence, client: this.#client, tell });
    try {
      const received = await this.#receive(fetchCall, { record, shared });
      const reply = await runCall(this.#door(record, init), received);
      this.#clientCalls.end(fetchCall, { shared, reply: fetchCall.signal.aborted ? undefined : reply });
      return await afterReply(reply, () => record.end());
    } catch (cause) {
      record.end();
      throw cause;
    }
  }

  async #receive(
    fetchCall: FetchCall,
    { record, shared }: { readonly record: CallRecord; readonly shared: SharedByAttempts },
  ): Promise<Received> {
    const of = (pinned: PinnedUrl): Received => ({
      ...shared,
      call: pipelineCall(withStated(fetchCall, this.#options), pinned),
      connection: this.#connection,
    });
    try {
      return of(pinUrl(fetchCall.url, this.#options.baseUrl));
    } catch (cause) {
      const error = asSallyportError(cause);
      await record.denied(of({ path: '', query: '' }), error);
      throw error;
    }
  }

  #door(record: CallRecord, init: RequestInit): Door {
    const { watch, http } = this.#use.evidence;
    const { root } = http;
    const to = { fetch: this.#fetch, root, client: this.#client, watch, trail: record, init };
    const forwarding = { ...to, waiting: this.#waiting };
    return innerDoor({
      options: this.#options,
      begin: (signal) => this.#begin(record, signal),
      vault: this.#vault,
      record,
      clock: this.#use.evidence.clock,
      send: (exchange) => forward(exchange, forwarding),
    });
  }

  async #begin(record: CallRecord, signal: AbortSignal): Promise<FollowedPolicy> {
    const identity = await record.begin(signal);
    const caller = Object.freeze({ ...identity, groups: [], means: 'local' as const });
    if (this.#compiled !== undefined) return { caller, policy: this.#compiled };
    const order = { client: this.#client, connection: this.#connection.name, identity, signal };
    const { policy, baa } = await this.#use.evidence.slices.slice(order);
    return { caller, policy, baa };
  }
}
