/** An event as the HTTP Event Collector takes it. */
export interface HecEvent {
  /** Seconds since the Unix epoch. */
  readonly time: number;
  readonly host?: string;
  readonly source?: string;
  readonly sourcetype?: string;
  readonly index?: string;
  readonly event: unknown;
}

/** One of the collector's codes ("Troubleshoot HTTP Event Collector", Possible error codes), with its HTTP status and its words. */
export type HecCode = keyof typeof HEC_CODES;

/** Those that the stand-in says. */
export const HEC_CODES = {
  0: [200, 'Success'],
  1: [403, 'Token disabled'],
  2: [401, 'Token is required'],
  3: [401, 'Invalid authorization'],
  4: [403, 'Invalid token'],
  5: [400, 'No data'],
  6: [400, 'Invalid data format'],
  7: [400, 'Incorrect index'],
  8: [500, 'Internal server error'],
  9: [503, 'Server is busy'],
  10: [400, 'Data channel is missing'],
  11: [400, 'Invalid data channel'],
  12: [400, 'Event field is required'],
  13: [400, 'Event field cannot be blank'],
  14: [400, 'ACK is disabled'],
  15: [400, 'Error in handling indexed fields'],
  23: [503, 'Server is shutting down'],
  24: [200, 'Queue is approaching capacity'],
  26: [429, 'Queue is at capacity'],
} as const;

const TEXTS = ['host', 'source', 'sourcetype', 'index'] as const;
const MEMBERS: ReadonlySet<string> = new Set([...TEXTS, 'time', 'event', 'fields']);

/** Reads what was sent as one event: strictly, so that members that Splunk passes over are refused. Gives the collector's code otherwise. */
export function readHecEvent(
  sent: Readonly<Record<string, unknown>> | undefined,
  indexes: readonly string[],
): HecEvent | HecCode {
  if (sent === undefined || !Object.keys(sent).every((member) => MEMBERS.has(member))) return 6;
  if (!Object.hasOwn(sent, 'event')) return 12;
  if (sent.event === '' || sent.event === null) return 13;
  if (typeof sent.time !== 'number' || !(sent.time >= 0) || !TEXTS.every((name) => isText(sent[name]))) return 6;
  if (sent.fields !== undefined && !isFlat(sent.fields)) return 15;
  if (sent.index !== undefined && !indexes.includes(String(sent.index))) return 7;
  return sent as unknown as HecEvent;
}

function isText(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value !== '');
}

function isFlat(fields: unknown): boolean {
  return typeof fields === 'object' && fields !== null && Object.values(fields).every((one) => typeof one === 'string');
}
