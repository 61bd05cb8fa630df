import { access } from 'node:fs/promises';
import { SallyportError, untilAborted } from '@sallyport/core';
import type { KafkaSinkConfig } from '../../config/index.ts';
import type { Sink, SinkEvent, SinkParts } from '../sink.ts';
import { judgeKafkaError, kafkaError } from './kafka-fault.ts';
import { type KafkaMessage, kafkaMessage } from './kafka-message.ts';
import { type KafkaClient, loadKafka } from './load-kafka.ts';
import { type OpenProducer, openProducer } from './open-producer.ts';

/** With keys and headers a batch stays below the 1,048,588 bytes that brokers take by default. */
const MOST = Object.freeze({ events: 500, bytes: 786_432 });
/** The longest that one delivery takes, in milliseconds. */
const DELIVERY_MS = 60_000;

/**
 * A topic of Apache Kafka. All events of a log go to one partition, in order, acknowledged by every replica in sync, and numbered where the
 * cluster allows it. While the password is being rotated, the newest that the cluster takes serves. Raises `config_invalid` where the
 * client is not installed or the authorities cannot be read.
 */
export async function kafkaSink(
  config: KafkaSinkConfig & { readonly name: string },
  { secrets }: Pick<SinkParts, 'secrets'>,
): Promise<Sink> {
  const { name, caFile } = config;
  const client = await loadKafka(name);
  if (caFile !== undefined) await access(caFile).catch(() => unreadable(name));
  const producers = new KafkaProducers(client, config);
  const closing = new AbortController();
  return Object.freeze({
    ...{ name, kind: 'kafka', most: MOST },
    deliver: async (events: readonly SinkEvent[], { signal }: { readonly signal: AbortSignal }) => {
      const wanted = AbortSignal.any([signal, closing.signal]);
      const ends = AbortSignal.any([wanted, AbortSignal.timeout(DELIVERY_MS)]);
      const messages = events.map((event) => kafkaMessage(event, config.topic));
      try {
        ends.throwIfAborted();
        const sent = passwordsOf(config, secrets).then((passwords) => producers.send(messages, passwords));
        await untilAborted(sent, ends);
      } catch (cause) {
        producers.close();
        throw wanted.aborted ? new SallyportError('cancelled') : kafkaError(judgeKafkaError(cause));
      }
    },
    close: async () => {
      closing.abort();
      producers.close();
    },
  } satisfies Sink);
}

type Password = string | undefined;

interface Held {
  readonly producer: OpenProducer;
  readonly password: Password;
}

/** The producer that serves, if there is one. */
class KafkaProducers {
  readonly #client: KafkaClient;
  readonly #config: KafkaSinkConfig;
  #idempotent = true;
  #held: Held | undefined;
  /** Grows with each `close`: what was begun before it opens nothing more. */
  #age = 0;

  constructor(client: KafkaClient, config: KafkaSinkConfig) {
    this.#client = client;
    this.#config = config;
  }

  /** Sends with the first password that is taken, and with numbers unless the cluster will not have them. */
  async send(messages: readonly KafkaMessage[], passwords: readonly Password[]): Promise<void> {
    const age = this.#age;
    for (let left = passwords; ; ) {
      const { producer, password } = await this.#opened(left, age);
      try {
        return await producer.send(messages);
      } catch (cause) {
        producer.close();
        if (age !== this.#age) throw cause;
        this.#held = undefined;
        const fault = judgeKafkaError(cause);
        if (fault === 'credential') left = left.filter((one) => one !== password);
        const again = fault === 'credential' ? left.length > 0 : fault === 'unnumbered' && this.#idempotent;
        if (fault === 'unnumbered') this.#idempotent = false;
        if (!again) throw cause;
      }
    }
  }

  close(): void {
    this.#age += 1;
    this.#drop();
  }

  async #opened(passwords: readonly Password[], age: number): Promise<Held> {
    if (this.#held !== undefined && passwords.includes(this.#held.password)) return this.#held;
    this.#drop();
    const { client, config, idempotent } = { client: this.#client, config: this.#config, idempotent: this.#idempotent };
    const password = passwords[0];
    const producer = await openProducer({ client, config, password, idempotent });
    if (age === this.#age) {
      this.#held = { producer, password };
      return this.#held;
    }
    producer.close();
    throw new SallyportError('sink_unavailable');
  }

  #drop(): void {
    this.#held?.producer.close();
    this.#held = undefined;
  }
}

/** The passwords that live, newest first; one that is none where nobody proves anything. Raises `sink_credential`. */
async function passwordsOf({ sasl }: KafkaSinkConfig, secrets: SinkParts['secrets']): Promise<readonly Password[]> {
  if (sasl === undefined) return [undefined];
  const versions = await secrets.versions(sasl.secret).catch(() => []);
  if (versions.length === 0) throw new SallyportError('sink_credential');
  return versions.map(({ value }) => value);
}

function unreadable(name: string): never {
  throw new SallyportError('config_invalid', { place: `sinks/${name}: kafka/caFile could not be read` });
}
