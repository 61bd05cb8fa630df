import type { KafkaCluster } from './kafka-cluster.ts';
import { KAFKA_ERRORS } from './kafka-fault.ts';
import type { KafkaReader } from './kafka-reader.ts';
import { KafkaWriter } from './kafka-writer.ts';

const NO_RIGHTS = -2_147_483_648;
const NO_ID = Buffer.alloc(16);
const CLUSTER = 'sallyport-stand-in';

/** Metadata: the nodes, and who leads the partitions of the topics that are asked for. Nothing creates a topic. */
export function answerMetadata(
  cluster: KafkaCluster,
  { reader, version, flexible }: { readonly reader: KafkaReader; readonly version: number; readonly flexible: boolean },
): Buffer {
  const asked = reader.nullableArray(flexible, () => {
    if (version >= 10) reader.take(16);
    const name = version >= 10 ? reader.nullableString(flexible) : reader.string(flexible);
    reader.tags(flexible);
    return name ?? '';
  });
  reader.boolean();
  if (version >= 8 && version <= 10) reader.boolean();
  if (version >= 8) reader.boolean();
  reader.tags(flexible);
  reader.end();
  const out = new KafkaWriter().int32(0);
  out.array([...cluster.nodes.entries()], flexible, ([at, { host, port }]) =>
    out
      .int32(at + 1)
      .string(host, flexible)
      .int32(port)
      .nullableString(null, flexible)
      .tags(flexible),
  );
  out.nullableString(CLUSTER, flexible).int32(1);
  out.array(asked ?? [...cluster.log.topics.keys()], flexible, (name) => {
    const count = cluster.denied.has('describe') ? undefined : cluster.log.topics.get(name);
    out.int16(errorOf(cluster, count)).string(name, flexible);
    if (version >= 10) out.raw(NO_ID);
    out.int8(0).array([...Array(count ?? 0).keys()], flexible, (partition) => {
      out.int16(KAFKA_ERRORS.none).int32(partition).int32(cluster.leader);
      if (version >= 7) out.int32(0);
      for (const replicas of [[cluster.leader], [cluster.leader], ...(version >= 5 ? [[]] : [])]) {
        out.array(replicas, flexible, (id) => out.int32(id));
      }
      out.tags(flexible);
    });
    if (version >= 8) out.int32(NO_RIGHTS);
    out.tags(flexible);
  });
  if (version >= 8 && version <= 10) out.int32(NO_RIGHTS);
  return out.tags(flexible).bytes;
}

function errorOf({ denied }: KafkaCluster, count: number | undefined): number {
  if (denied.has('describe')) return KAFKA_ERRORS.topicAuthorizationFailed;
  return count === undefined ? KAFKA_ERRORS.unknownTopicOrPartition : KAFKA_ERRORS.none;
}
