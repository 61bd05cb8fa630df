import { once } from 'node:events';
import type { Server } from 'node:net';
import { selfSigned } from '../../certificate/self-signed.ts';
import type { KafkaCluster, KafkaRight, KafkaTrouble } from './kafka-cluster.ts';
import { KafkaLog, type KafkaRecord } from './kafka-log.ts';
import { type Kept, openNode } from './kafka-node.ts';
import type { KafkaSasl } from './kafka-sasl.ts';

/** How a cluster is set up. */
export interface KafkaOptions {
  /** Names and numbers of partitions. Default: `sallyport`, of three. */
  readonly topics?: Readonly<Record<string, number>>;
  /** Default 1. */
  readonly nodes?: number;
  /** Serve TLS under a certificate of its own. Default `false`. */
  readonly tls?: boolean;
  /** Whom alone it takes. Default: everybody. */
  readonly sasl?: KafkaSasl;
  /** The most bytes of a batch, `message.max.bytes`. Default 1,048,588. */
  readonly mostBytes?: number;
  /** What the nodes say their host is. Default `localhost`. */
  readonly host?: string;
}

/** A running stand-in for a cluster of Apache Kafka, to which producers speak. */
export interface Kafka {
  /** `localhost:PORT` of each node. */
  readonly brokers: readonly string[];
  /** PEM, to trust when it serves TLS. */
  readonly certificate: string | undefined;
  /** Names and numbers of partitions; may be changed. */
  readonly topics: Map<string, number>;
  /** What it has kept, in the order in which it came. */
  readonly records: readonly KafkaRecord[];
  /** What it was asked, oldest first: `produce 11`. */
  readonly requests: readonly string[];
  /** Why it ended connections. */
  readonly faults: readonly string[];
  /** How many connections are open. */
  readonly connections: number;
  /** What clients may not do; may be changed. */
  readonly denied: Set<KafkaRight>;
  /** While it is so, it takes connections and answers nothing. */
  silent: boolean;
  /** Makes the next `times` produce requests (default 1) go wrong in this way. Troubles queue up in order. */
  fail(trouble: KafkaTrouble, times?: number): void;
  /** Forgets the waiting troubles. */
  mend(): void;
  /** Has the next node lead every partition. */
  moveLeader(): void;
  close(): Promise<void>;
}

/** `message.max.bytes`, by default. */
const MESSAGE_MAX_BYTES = 1_048_588;

/**
 * Starts one on 127.0.0.1. It speaks the protocol of Apache Kafka 2.1 to 4 over TCP or TLS (ApiVersions, Metadata, InitProducerId, Produce, SASL PLAIN
 * and SCRAM), checks each batch of records as a broker does, and keeps what it took.
 */
export async function startKafka(options: KafkaOptions = {}): Promise<Kafka> {
  const {
    topics = { sallyport: 3 },
    nodes = 1,
    tls = false,
    mostBytes = MESSAGE_MAX_BYTES,
    host = 'localhost',
  } = options;
  const certificate = tls ? await selfSigned() : undefined;
  const waiting: KafkaTrouble[] = [];
  const cluster: KafkaCluster = {
    ...{ log: new KafkaLog(topics), nodes: [], leader: 1, denied: new Set<KafkaRight>(), silent: false, mostBytes },
    sasl: options.sasl,
    trouble: () => waiting.shift(),
  };
  const kept: Kept = { sockets: new Set(), requests: [], faults: [] };
  const servers: Server[] = [];
  for (let node = 1; node <= nodes; node++) {
    const { server, port } = await openNode({ cluster, kept, node, certificate });
    cluster.nodes.push({ host, port });
    servers.push(server);
  }
  const brokers = cluster.nodes.map(({ port }) => `localhost:${port}`);
  const { log, denied } = cluster;
  return {
    ...{ brokers, certificate: certificate?.certificate, topics: log.topics, records: log.records, denied },
    ...{ requests: kept.requests, faults: kept.faults },
    ...controls({ cluster, waiting, nodes }),
    get connections() {
      return kept.sockets.size;
    },
    get silent() {
      return cluster.silent;
    },
    set silent(silent) {
      cluster.silent = silent;
    },
    close: () => closeAll(servers, kept),
  };
}

function controls(parts: {
  readonly cluster: KafkaCluster;
  readonly waiting: KafkaTrouble[];
  readonly nodes: number;
}): Pick<Kafka, 'fail' | 'mend' | 'moveLeader'> {
  const { cluster, waiting, nodes } = parts;
  return {
    fail: (trouble, times = 1) => {
      waiting.push(...Array<KafkaTrouble>(times).fill(trouble));
    },
    mend: () => {
      waiting.length = 0;
      cluster.silent = false;
    },
    moveLeader: () => {
      cluster.leader = (cluster.leader % nodes) + 1;
    },
  };
}

async function closeAll(servers: readonly Server[], { sockets }: Kept): Promise<void> {
  const closed = servers.filter(({ listening }) => listening).map((server) => once(server, 'close'));
  for (const server of servers) server.close();
  for (const socket of sockets) socket.destroy();
  await Promise.all(closed);
}
