import type { SinkEvent } from '../sink.ts';

/** A record to be produced. */
export interface KafkaMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * An event as a record. Its key is the log's origin, so that all of a log go to one partition and keep their order; the headers say what kind it
 * is and where it stands, so that who has it already knows so without reading it. Its time is when it was produced: a topic's retention
 * counts from then.
 */
export function kafkaMessage({ index, kind, ocsf, json }: SinkEvent, topic: string): KafkaMessage {
  const { log_name: origin } = (ocsf.metadata ?? {}) as { readonly log_name?: unknown };
  const headers = { 'content-type': 'application/json', kind, sequence: String(index) };
  return { topic, key: typeof origin === 'string' ? origin : '', value: json, headers };
}
