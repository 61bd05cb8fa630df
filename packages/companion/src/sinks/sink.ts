import type { Clock } from '@sallyport/core';
import type { Log } from '../log/index.ts';
import type { SecretStore } from '../secrets/index.ts';

/** The kinds of sinks. */
export type SinkKind = 'file' | 'splunk' | 'syslog' | 'sentinel' | 'webhook' | 'kafka';

/** An entry of the ledger as it is forwarded. */
export interface SinkEvent {
  /** Where it stands in the log. */
  readonly index: number;
  /** `session.outcome`, or `client.intent`. */
  readonly kind: string;
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  /** OCSF: the event, with `metadata.log_name` the log's origin and `metadata.sequence` its index. */
  readonly ocsf: Readonly<Record<string, unknown>>;
  /** The same as JSON without line breaks. */
  readonly json: string;
}

/** A place outside that takes events. */
export interface Sink {
  /** As configured; unique. */
  readonly name: string;
  readonly kind: SinkKind;
  /** The most that is delivered at once: events, and bytes of JSON; one event alone may be larger. */
  readonly most: { readonly events: number; readonly bytes: number };
  /**
   * Delivers events, in the log's order, and resolves once the other side has taken all of them for good. Raises `sink_refused` when it
   * will never take one of them as it is; `sink_unavailable`, `sink_credential` or `cancelled` when it may be tried again: what failed
   * may have arrived all the same.
   */
  deliver(events: readonly SinkEvent[], options: { readonly signal: AbortSignal }): Promise<void>;
  /** Lets go of what it holds. */
  close(): Promise<void>;
}

/** What sinks work with. */
export interface SinkParts {
  readonly secrets: Pick<SecretStore, 'get' | 'versions'>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn' | 'error'>;
}
