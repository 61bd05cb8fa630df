import { KAFKA_ERRORS } from './kafka-fault.ts';
import { type RecordBatch, readRecordBatch, type SentRecord } from './read-record-batch.ts';

/** A record that a broker keeps. */
export interface KafkaRecord extends SentRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** What came of a batch. */
export interface Appended {
  readonly error: number;
  /** Of its first record; -1 with an error. */
  readonly offset: bigint;
}

/** Where a batch goes. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
}

interface Last {
  readonly epoch: number;
  readonly first: number;
  readonly next: number;
  readonly offset: bigint;
}

const FIRST_PRODUCER = 1000n;

/** What the topics of a cluster hold. */
export class KafkaLog {
  /** Names and numbers of partitions. */
  readonly topics: Map<string, number>;
  /** All records, in the order in which they came. */
  readonly records: KafkaRecord[] = [];
  readonly #lasts = new Map<string, Last>();
  #producers = FIRST_PRODUCER;

  constructor(topics: Readonly<Record<string, number>>) {
    this.topics = new Map(Object.entries(topics));
  }

  /** Whether it gave out this producer id. */
  isProducer(id: bigint): boolean {
    return id > FIRST_PRODUCER && id <= this.#producers;
  }

  /** A new producer id. */
  nextProducer(): bigint {
    this.#producers += 1n;
    return this.#producers;
  }

  /**
   * Keeps a batch: of an idempotent producer the one that its sequence numbers make the next one, and the last one that comes once more is
   * kept once (KIP-98).
   */
  append({ topic, partition }: Place, bytes: Buffer): Appended {
    const batch = readRecordBatch(bytes);
    if (typeof batch === 'number') return failed(batch);
    const key = `${batch.producerId}/${topic}/${partition}`;
    const last = this.#lasts.get(key);
    if (batch.producerId >= 0n) {
      if (last?.first === batch.baseSequence && last.epoch === batch.producerEpoch) {
        return { error: KAFKA_ERRORS.none, offset: last.offset };
      }
      if (!this.isProducer(batch.producerId) || batch.baseSequence !== (last?.next ?? 0)) {
        return failed(KAFKA_ERRORS.outOfOrderSequenceNumber);
      }
    }
    const offset = this.#keep({ topic, partition }, batch);
    const { producerEpoch: epoch, baseSequence: first, records } = batch;
    this.#lasts.set(key, { epoch, first, next: first + records.length, offset });
    return { error: KAFKA_ERRORS.none, offset };
  }

  #keep({ topic, partition }: Place, { records }: RecordBatch): bigint {
    const base = this.records.filter((one) => one.topic === topic && one.partition === partition).length;
    this.records.push(...records.map((record, at) => ({ ...record, topic, partition, offset: base + at })));
    return BigInt(base);
  }
}

/** A batch that is not kept. */
export function failed(error: number): Appended {
  return { error, offset: -1n };
}
