/**
 * The requests that a producer makes: their keys, the versions that this broker has, and from which on they are flexible (KIP-482). Fetch is
 * named alone, since librdkafka takes a broker without it for one that knows no batches.
 */
export const KAFKA_APIS = Object.freeze({
  produce: { key: 0, least: 3, most: 11, flexible: 9 },
  fetch: { key: 1, least: 4, most: 11, flexible: 12 },
  metadata: { key: 3, least: 4, most: 12, flexible: 9 },
  saslHandshake: { key: 17, least: 0, most: 1, flexible: 99 },
  apiVersions: { key: 18, least: 0, most: 3, flexible: 3 },
  initProducerId: { key: 22, least: 0, most: 5, flexible: 2 },
  saslAuthenticate: { key: 36, least: 0, most: 2, flexible: 2 },
});

/** The name of a request. */
export type KafkaApi = keyof typeof KAFKA_APIS;

/** The name that goes with a key. */
export function kafkaApiOf(key: number): KafkaApi | undefined {
  return (Object.keys(KAFKA_APIS) as KafkaApi[]).find((name) => KAFKA_APIS[name].key === key);
}
