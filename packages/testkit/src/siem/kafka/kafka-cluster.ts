import type { KafkaLog } from './kafka-log.ts';
import type { KafkaSasl } from './kafka-sasl.ts';

/** What a client may be denied. */
export type KafkaRight = 'describe' | 'write' | 'idempotent write';

/** How a produce request goes wrong. */
export type KafkaTrouble =
  /** Nothing is kept, and the partition answers with this error code. */
  | { readonly kind: 'error'; readonly code: number }
  /** The connection ends: before anything is kept, or after it was kept and before it is said. */
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  /** It is kept and answered, so many milliseconds later. */
  | { readonly kind: 'slow'; readonly ms: number };

/** What the nodes of a cluster share. */
export interface KafkaCluster {
  readonly log: KafkaLog;
  /** `host` and port of each node, whose id is its place here and one. */
  readonly nodes: { readonly host: string; readonly port: number }[];
  /** The id of the node that leads every partition. */
  leader: number;
  readonly denied: Set<KafkaRight>;
  readonly sasl: KafkaSasl | undefined;
  /** Bytes of a batch. */
  readonly mostBytes: number;
  /** While it is so, nothing is answered. */
  silent: boolean;
  /** The trouble for the next produce request. */
  trouble(): KafkaTrouble | undefined;
}
