import { isSallyportError, SallyportError } from '@sallyport/core';

/** What went wrong with a cluster: it will never take a batch, it does not know or not allow us, it will not number our batches, or it may pass. */
export type KafkaFault = 'refused' | 'credential' | 'unnumbered' | 'unavailable';

/** Of a batch or of a record in it, whatever is tried. */
const REFUSED = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD']);
const CREDENTIAL = new Set([
  'PLT_KFK_AUTHENTICATION',
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_SASL_MECHANISM',
  'ILLEGAL_SASL_STATE',
  'TOPIC_AUTHORIZATION_FAILED',
]);
/** Before Kafka 2.8 numbered batches are a right of their own, and what only resembles Kafka may not know them. */
const UNNUMBERED = new Set(['CLUSTER_AUTHORIZATION_FAILED', 'PLT_KFK_UNSUPPORTED_API']);
/** The client wraps what it was told a few times. */
const DEEPEST = 8;

/** What an error of the client's means. Its own text, which may quote what it sent, goes no further. */
export function judgeKafkaError(error: unknown): KafkaFault {
  if (isSallyportError(error)) return error.code === 'sink_credential' ? 'credential' : 'unavailable';
  const words = wordsOf(error, DEEPEST);
  const says = (known: ReadonlySet<string>) => words.some((word) => known.has(word));
  if (says(CREDENTIAL)) return 'credential';
  if (says(UNNUMBERED)) return 'unnumbered';
  return says(REFUSED) ? 'refused' : 'unavailable';
}

/** The error of a fault. */
export function kafkaError(fault: KafkaFault): SallyportError {
  if (fault === 'refused') return new SallyportError('sink_refused');
  return new SallyportError(fault === 'unavailable' ? 'sink_unavailable' : 'sink_credential');
}

function wordsOf(error: unknown, left: number): readonly string[] {
  if (typeof error !== 'object' || error === null || left === 0) return [];
  const { code, apiId, errors, cause } = error as Readonly<Record<string, unknown>>;
  const inner = [...(Array.isArray(errors) ? errors : []), cause];
  const own = [code, apiId].filter((word) => typeof word === 'string');
  return [...own, ...inner.flatMap((one) => wordsOf(one, left - 1))];
}
