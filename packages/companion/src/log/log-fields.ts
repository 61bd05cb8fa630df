import { ENTITIES, type EntityCounts, ERROR_CATALOGUE, type ErrorCode, isUuid } from '@sallyport/core';

/** What a line of the log may carry. Each field has a shape that no identifier of a patient has; one that does not fit is left out. */
export interface LogFields {
  readonly code?: ErrorCode;
  /** The class of an error that is not ours, such as `TypeError`. */
  readonly errorClass?: string;
  /** `embeddings.create` */
  readonly operation?: string;
  /** Written only when it is the name of a configured connection: any other came from the caller. */
  readonly connection?: string;
  /** Of notices: written only when it is the name of a configured one. */
  readonly channel?: string;
  /** Written only when it is the name of a configured sink. */
  readonly sink?: string;
  /** `presidio` */
  readonly engine?: string;
  readonly sessionId?: string;
  readonly correlationId?: string;
  readonly eventId?: string;
  readonly noticeId?: string;
  /** HTTP statuses. */
  readonly status?: number;
  readonly upstreamStatus?: number;
  readonly durationMs?: number;
  readonly upstreamMs?: number;
  readonly bytesOut?: number;
  readonly bytesBack?: number;
  readonly found?: EntityCounts;
  readonly masked?: EntityCounts;
  /** How many of whatever the message is about. */
  readonly count?: number;
  readonly index?: number;
  readonly size?: number;
  readonly port?: number;
  readonly pid?: number;
  /** `sha256:<64 hex>` */
  readonly config?: string;
  readonly policy?: string;
  readonly storage?: 'postgresql' | 'pglite';
  readonly signal?: string;
  /** What is wrong with a bucket: a `BucketFault`. */
  readonly bucket?: string;
}

type Shape = (value: unknown) => boolean;

const text = (pattern: RegExp): Shape => {
  return (value) => typeof value === 'string' && pattern.test(value);
};
const amount: Shape = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const whole: Shape = (value) => Number.isSafeInteger(value) && amount(value);
const status: Shape = (value) => whole(value) && (value as number) >= 100 && (value as number) <= 599;
const counts: Shape = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(([key, many]) => (ENTITIES as readonly string[]).includes(key) && whole(many));
const uuid: Shape = (value) => typeof value === 'string' && isUuid(value);
const digest = text(/^sha256:[0-9a-f]{64}$/);

/** The shape of each field; `connection`, `channel` and `sink` also need the list of names. */
export const FIELD_SHAPES: Readonly<Record<keyof LogFields, Shape>> = Object.freeze({
  code: (value) => typeof value === 'string' && Object.hasOwn(ERROR_CATALOGUE, value),
  errorClass: text(/^(?:[A-Z][A-Za-z]{0,30})?(?:Error|Exception)$/),
  operation: text(/^[a-z_]{1,32}(\.[a-z_]{1,32}){1,4}$/),
  connection: text(/^[a-z0-9][a-z0-9-]{0,62}$/),
  channel: text(/^[a-z0-9][a-z0-9-]{0,62}$/),
  sink: text(/^[a-z0-9][a-z0-9-]{0,62}$/),
  engine: text(/^(presidio|azure-phi|comprehend-medical|onnx)$/),
  sessionId: uuid,
  correlationId: uuid,
  eventId: uuid,
  noticeId: uuid,
  status,
  upstreamStatus: status,
  durationMs: amount,
  upstreamMs: amount,
  bytesOut: whole,
  bytesBack: whole,
  found: counts,
  masked: counts,
  count: whole,
  index: whole,
  size: whole,
  port: whole,
  pid: whole,
  config: digest,
  policy: digest,
  storage: text(/^(postgresql|pglite)$/),
  signal: text(/^SIG[A-Z0-9]{1,8}$/),
  bucket: text(/^(missing|silent|unreachable|full|busy|refused|unlocked|missing_key|taken|failed)$/),
});
