import type { KafkaCluster, KafkaTrouble } from './kafka-cluster.ts';
import { KAFKA_ERRORS, KafkaFault } from './kafka-fault.ts';
import { type Appended, failed, type Place } from './kafka-log.ts';
import type { KafkaReader } from './kafka-reader.ts';
import { KafkaWriter } from './kafka-writer.ts';

/** A request, up to its body. */
export interface KafkaCall {
  readonly reader: KafkaReader;
  readonly version: number;
  readonly flexible: boolean;
  /** Of the node that it was sent to. */
  readonly node: number;
}

/** Produce: keeps the batches and says where; acknowledgement by all replicas or by the leader. */
export function answerProduce(
  cluster: KafkaCluster,
  { reader, version, flexible, node }: KafkaCall,
  trouble: KafkaTrouble | undefined,
): Buffer {
  if (reader.nullableString(flexible) !== null) throw new KafkaFault('transactions are for another broker');
  const acks = reader.int16();
  reader.int32();
  const out = new KafkaWriter();
  const topics = reader.array(flexible, () => {
    const topic = reader.string(flexible);
    const partitions = reader.array(flexible, () => {
      const [partition, bytes] = [reader.int32(), reader.bytes(flexible)];
      reader.tags(flexible);
      return { place: { topic, partition }, bytes };
    });
    reader.tags(flexible);
    return { topic, partitions };
  });
  reader.tags(flexible);
  reader.end();
  if (acks === 0) throw new KafkaFault('nobody is told what is not acknowledged');
  out.array(topics, flexible, ({ topic, partitions }) => {
    out.string(topic, flexible).array(partitions, flexible, ({ place, bytes }) => {
      const appended = append(cluster, { place, bytes, acks, node, trouble });
      writeAppended(out, { appended, place, version, flexible });
    });
    out.tags(flexible);
  });
  return out.int32(0).tags(flexible).bytes;
}

function append(
  cluster: KafkaCluster,
  given: {
    readonly place: Place;
    readonly bytes: Buffer;
    readonly acks: number;
    readonly node: number;
    readonly trouble: KafkaTrouble | undefined;
  },
): Appended {
  const { place, bytes, acks, node, trouble } = given;
  if (acks !== -1 && acks !== 1) return failed(KAFKA_ERRORS.invalidRequiredAcks);
  if (trouble?.kind === 'error') return failed(trouble.code);
  if (cluster.denied.has('write')) return failed(KAFKA_ERRORS.topicAuthorizationFailed);
  const count = cluster.log.topics.get(place.topic) ?? 0;
  if (place.partition < 0 || place.partition >= count) return failed(KAFKA_ERRORS.unknownTopicOrPartition);
  if (node !== cluster.leader) return failed(KAFKA_ERRORS.notLeaderOrFollower);
  if (bytes.length > cluster.mostBytes) return failed(KAFKA_ERRORS.messageTooLarge);
  return cluster.log.append(place, bytes);
}

function writeAppended(
  out: KafkaWriter,
  given: {
    readonly appended: Appended;
    readonly place: Place;
    readonly version: number;
    readonly flexible: boolean;
  },
): void {
  const { appended, place, version, flexible } = given;
  out.int32(place.partition).int16(appended.error).int64(appended.offset).int64(-1n);
  if (version >= 5) out.int64(appended.error === KAFKA_ERRORS.none ? 0n : -1n);
  if (version >= 8) out.array([], flexible, () => undefined).nullableString(null, flexible);
  out.tags(flexible);
}
