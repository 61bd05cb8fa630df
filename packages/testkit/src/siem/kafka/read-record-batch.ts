import { crc32c } from './crc32c.ts';
import { KAFKA_ERRORS, KafkaFault } from './kafka-fault.ts';
import { KafkaReader } from './kafka-reader.ts';

/** A record as it was sent. */
export interface SentRecord {
  readonly key: string | null;
  readonly value: string | null;
  /** In their order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: number;
}

/** A batch of records, version 2. */
export interface RecordBatch {
  /** -1: the producer is not idempotent. */
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly records: readonly SentRecord[];
}

const MAGIC = 2;
const COMPRESSION = 0b111;
const KNOWN_ATTRIBUTES = 0b111_1111;
/** Of what stands before `batchLength` counts, and of what stands before the part that the checksum covers. */
const [BEFORE_LENGTH, BEFORE_SUM] = [12, 21];

/**
 * Reads the one batch of a partition (https://kafka.apache.org/documentation/#recordbatch) as strictly as a broker: its length, its magic, its
 * CRC-32C, its offsets, and that it is not compressed. Gives the error code of what it is not.
 */
export function readRecordBatch(bytes: Buffer): RecordBatch | number {
  try {
    const reader = new KafkaReader(bytes);
    reader.int64();
    if (reader.int32() !== bytes.length - BEFORE_LENGTH) return KAFKA_ERRORS.corruptMessage;
    reader.int32();
    if (reader.int8() !== MAGIC) return KAFKA_ERRORS.invalidRecord;
    if (reader.uint32() !== crc32c(bytes.subarray(BEFORE_SUM))) return KAFKA_ERRORS.corruptMessage;
    const attributes = reader.int16();
    if ((attributes & COMPRESSION) !== 0) return KAFKA_ERRORS.unsupportedCompressionType;
    if ((attributes & ~KNOWN_ATTRIBUTES) !== 0) return KAFKA_ERRORS.invalidRecord;
    return readRecords(reader);
  } catch (cause) {
    if (cause instanceof KafkaFault) return KAFKA_ERRORS.invalidRecord;
    throw cause;
  }
}

function readRecords(reader: KafkaReader): RecordBatch {
  const [last, base, newest] = [reader.int32(), Number(reader.int64()), Number(reader.int64())];
  const [producerId, producerEpoch, baseSequence] = [reader.int64(), reader.int16(), reader.int32()];
  const records = reader
    .array(false, () => readRecord(reader, base))
    .map(({ offset, ...record }, at) => {
      if (offset !== at) throw new KafkaFault('the offsets have gaps');
      return record;
    });
  reader.end();
  if (records.length === 0 || records.length !== last + 1) throw new KafkaFault('the batch counts wrongly');
  if (newest !== Math.max(...records.map(({ timestamp }) => timestamp))) throw new KafkaFault('another newest time');
  return { producerId, producerEpoch, baseSequence, records };
}

function readRecord(batch: KafkaReader, base: number): SentRecord & { readonly offset: number } {
  const reader = new KafkaReader(batch.take(batch.varint()));
  if (reader.int8() !== 0) throw new KafkaFault('a record has attributes');
  const timestamp = base + reader.varint();
  const offset = reader.varint();
  const [key, value] = [reader.recordBytes(), reader.recordBytes()];
  const headers = Array.from({ length: reader.varint() }, () => {
    const [name, text] = [reader.recordBytes(), reader.recordBytes()];
    if (name === null) throw new KafkaFault('a header has no name');
    return [name.toString(), text?.toString() ?? ''] as const;
  });
  reader.end();
  return { offset, timestamp, headers, key: key?.toString() ?? null, value: value?.toString() ?? null };
}
