import { readFile } from 'node:fs/promises';
import { isIP, type Socket } from 'node:net';
import type { Connection, Producer } from '@platformatic/kafka';
import { SallyportError } from '@sallyport/core';
import { checkedLookup } from '../../addresses/checked-lookup.ts';
import type { KafkaSinkConfig } from '../../config/index.ts';
import { brokerAllowed } from './broker-allowed.ts';
import { judgeKafkaError } from './kafka-fault.ts';
import type { KafkaMessage } from './kafka-message.ts';
import type { KafkaClient } from './load-kafka.ts';

/** A producer that keeps within bounds. */
export interface OpenProducer {
  /** Resolves once every replica that is in sync has all of them. Raises what the client raises. */
  send(messages: readonly KafkaMessage[]): Promise<void>;
  /** Ends what is under way, and every connection and timer. */
  close(): void;
}

/** What one is opened with. */
export interface ProducerParts {
  readonly client: KafkaClient;
  readonly config: KafkaSinkConfig;
  readonly password: string | undefined;
  /** Whether the cluster numbers batches, so that one that is sent again is not kept twice (KIP-98). */
  readonly idempotent: boolean;
}

/** Milliseconds: to connect, until the replicas have a batch, and until anything is answered. */
const [CONNECT_MS, REPLICAS_MS, ANSWER_MS] = [5_000, 10_000, 15_000];
/** Whoever calls tries again for longer. */
const [RETRIES, PAUSE_MS] = [2, 250];
const ALL_REPLICAS = -1;
const SECURE = Object.freeze({
  minVersion: 'TLSv1.2' as const,
  rejectUnauthorized: true,
  lookup: checkedLookup((kind) => kind !== 'forbidden'),
});

/** Opens one. It connects when something is sent. Raises what reading the authorities raises. */
export async function openProducer(parts: ProducerParts): Promise<OpenProducer> {
  const { client, config } = parts;
  const ca = config.caFile === undefined ? {} : { ca: await readFile(config.caFile, 'utf8') };
  const producer = newProducer(parts, ca);
  const held = new Set<Connection>();
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  const close = () => {
    broken.reject(new SallyportError('sink_unavailable'));
    producer.close(true).catch(() => undefined);
    for (const connection of held) end(connection);
    held.clear();
  };
  producer.connections.on('connecting', ({ connection }) => {
    held.add(connection);
    // The client itself would ask twice more with what was refused, and leaves sockets half open that failed.
    connection.on('error', (error) => {
      if (judgeKafkaError(error) === 'credential') broken.reject(error);
      end(connection);
      held.delete(connection);
    });
    connection.once('close', () => {
      end(connection);
      held.delete(connection);
    });
  });
  producer.on('client:metadata', ({ brokers }) => {
    if (![...brokers.values()].every(({ host }) => brokerAllowed(host, config))) close();
  });
  return Object.freeze({
    send: async (messages) => {
      const sent = producer.send({ messages: [...messages], partitioner: client.compatibilityPartitioner });
      sent.catch(() => undefined);
      await Promise.race([sent, broken.promise]);
    },
    close,
  } satisfies OpenProducer);
}

function newProducer(
  { client, config, password, idempotent }: ProducerParts,
  ca: { readonly ca?: string },
): Producer<string, string, string, string> {
  const { brokers, tls, sasl } = config;
  // A server name is a name: RFC 6066 §3.
  const named = brokers.every((broker) => isIP(broker.slice(0, broker.lastIndexOf(':'))) === 0);
  return new client.Producer<string, string, string, string>({
    ...{ clientId: 'sallyport', bootstrapBrokers: [...brokers], serializers: client.stringSerializers },
    ...{ acks: ALL_REPLICAS, idempotent, maxInflights: 1, autocreateTopics: false },
    // Who has no number yet says so (KIP-360); the client's own default names one that is somebody else's.
    ...(idempotent ? { producerId: -1n, producerEpoch: -1 } : {}),
    // What is not numbered is tried once: a number below two would be taken for no bound at all where it is.
    ...{ retries: idempotent ? RETRIES : false, retryDelay: PAUSE_MS },
    ...{ connectTimeout: CONNECT_MS, timeout: REPLICAS_MS, requestTimeout: ANSWER_MS },
    ...(tls ? { tls: { ...ca, ...SECURE }, tlsServerName: named } : {}),
    ...(sasl === undefined
      ? {}
      : { sasl: { mechanism: sasl.mechanism, username: sasl.user, password: password ?? '' } }),
  });
}

/** The client's own way to close waits for what is not yet written, and keeps the timer of the next authentication. */
function end(connection: Connection): void {
  const socket: Socket | undefined = connection.socket;
  connection.close().catch(() => undefined);
  socket?.destroy();
}
