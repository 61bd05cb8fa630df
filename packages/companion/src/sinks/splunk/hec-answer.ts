import { SallyportError } from '@sallyport/core';

/** What the collector answered. */
export interface HecAnswer {
  readonly status: number;
  /** `undefined` of what is no object of JSON. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

/** Those codes of the collector's that are about an event: not JSON, no event, a blank one, fields that are not flat. */
const ABOUT_EVENTS: ReadonlySet<unknown> = new Set([6, 12, 13, 15]);

/**
 * Those about the token: disabled, missing, malformed, unknown, not for this index, without acknowledgement, not in a query. No event is
 * to be given up because of one: an administrator of Splunk's puts it right.
 */
const ABOUT_TOKEN: ReadonlySet<unknown> = new Set([1, 2, 3, 4, 7, 14, 16]);

/** Success, and success that warns of queues which are filling. */
const TAKEN: ReadonlySet<unknown> = new Set([0, 24, 25]);

/**
 * The JSON of an answer that says that all is well. Raises `sink_refused` where an event is at fault, also by its size; `sink_credential`
 * where the token is, or whatever it may do; `sink_unavailable` of all else, and of what is not the collector's answer at all
 * ("Troubleshoot HTTP Event Collector", Possible error codes).
 */
export function takenAnswer({ status, json }: HecAnswer): Readonly<Record<string, unknown>> {
  const code = json?.code;
  if (status === 200 && json !== undefined && (code === undefined || TAKEN.has(code))) return json;
  if (status === 413 || (status === 400 && ABOUT_EVENTS.has(code))) throw new SallyportError('sink_refused');
  const refused = status === 401 || status === 403 || (status < 500 && ABOUT_TOKEN.has(code));
  throw new SallyportError(refused ? 'sink_credential' : 'sink_unavailable');
}

/** The id under which acknowledgement is asked for. Raises `sink_credential` where there is none: the token has no acknowledgement. */
export function ackIdOf(json: Readonly<Record<string, unknown>>): number {
  const { ackId } = json;
  const id = typeof ackId === 'string' && /^\d{1,15}$/.test(ackId) ? Number(ackId) : ackId;
  if (typeof id === 'number' && Number.isSafeInteger(id) && id >= 0) return id;
  throw new SallyportError('sink_credential');
}

/** Whether what has this id is indexed. */
export function isAcknowledged(json: Readonly<Record<string, unknown>>, id: number): boolean {
  const { acks } = json;
  return (
    typeof acks === 'object' &&
    acks !== null &&
    Object.entries(acks).some(([key, is]) => key === String(id) && is === true)
  );
}
