import { SallyportError } from '@sallyport/core';

/** The client's package. */
export type KafkaClient = typeof import('@platformatic/kafka');

/** Imports the client, which only those have who forward events to Kafka. Raises `config_invalid`, naming the package, where it is not installed. */
export async function loadKafka(
  name: string,
  load: () => Promise<KafkaClient> = () => import('@platformatic/kafka'),
): Promise<KafkaClient> {
  return load().catch(() => {
    throw new SallyportError('config_invalid', {
      place: `sinks/${name}: kafka needs the package @platformatic/kafka, which could not be loaded`,
    });
  });
}
