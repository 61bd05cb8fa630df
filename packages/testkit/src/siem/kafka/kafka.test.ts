import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { crc32c } from './crc32c.ts';
import { KAFKA_ERRORS } from './kafka-fault.ts';
import { KafkaLog } from './kafka-log.ts';
import { KafkaReader } from './kafka-reader.ts';
import { KafkaWriter } from './kafka-writer.ts';
import { type RecordBatch, readRecordBatch } from './read-record-batch.ts';
import { type Kafka, startKafka } from './start-kafka.ts';

/** In zigzag; what is small enough for one byte. */
const small = (value: number) => Buffer.of(value * 2);

function record(offset: number, { attributes = 0, value = 'v' } = {}): Buffer {
  const text = Buffer.concat([small(value.length), Buffer.from(value)]);
  const header = Buffer.concat([small(1), small(1), Buffer.from('h'), small(2), Buffer.from('hv')]);
  const body = Buffer.concat([
    Buffer.of(attributes),
    small(0),
    small(offset),
    small(1),
    Buffer.from('k'),
    text,
    header,
  ]);
  return Buffer.concat([small(body.length), body]);
}

interface Made {
  readonly magic?: number;
  readonly attributes?: number;
  readonly last?: number;
  readonly newest?: bigint;
  readonly producer?: bigint;
  readonly sequence?: number;
  readonly records?: readonly Buffer[];
  readonly more?: Buffer;
}

/** A batch by the book, or bent in one place. */
function batch(made: Made = {}): Buffer {
  const { magic = 2, attributes = 0, producer = -1n, sequence = -1, records = [record(0), record(1)] } = made;
  const { last = records.length - 1, newest = 5n, more = Buffer.alloc(0) } = made;
  const times = new KafkaWriter().int32(last).int64(5n).int64(newest);
  const covered = new KafkaWriter().int16(attributes).raw(times.bytes).int64(producer).int16(0).int32(sequence);
  covered.int32(records.length).raw(Buffer.concat([...records, more]));
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32c(covered.bytes));
  const rest = Buffer.concat([new KafkaWriter().int32(0).int8(magic).bytes, sum, covered.bytes]);
  return new KafkaWriter().int64(0n).int32(rest.length).raw(rest).bytes;
}

describe('readRecordBatch', () => {
  it('sums by CRC-32C', () => {
    // RFC 3720, appendix B.4, and the check value of the CRC catalogue.
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe306_9283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a91_36aa);
  });

  it('reads keys, values, headers, times and numbers', () => {
    expect(readRecordBatch(batch({ producer: 7n, sequence: 3 }))).toEqual({
      ...{ producerId: 7n, producerEpoch: 0, baseSequence: 3 },
      records: Array.from({ length: 2 }, () => ({ key: 'k', value: 'v', headers: [['h', 'hv']], timestamp: 5 })),
    } satisfies RecordBatch);
  });

  it('takes no batch of which one byte was changed', () => {
    const right = batch();
    for (let at = 8; at < right.length; at++) {
      const wrong = Buffer.from(right);
      wrong[at] = (wrong[at] ?? 0) ^ 1;
      // The first offset and the leader's epoch are the broker's, and stand before what is summed.
      if (at < 12 || at >= 16) expect([at, typeof readRecordBatch(wrong)]).toEqual([at, 'number']);
    }
    expect(readRecordBatch(right.subarray(0, -1))).toBe(KAFKA_ERRORS.corruptMessage);
  });

  it.each<readonly [string, Made, number]>([
    ['of an older version', { magic: 1 }, KAFKA_ERRORS.invalidRecord],
    ['that is compressed', { attributes: 1 }, KAFKA_ERRORS.unsupportedCompressionType],
    ['with attributes that nobody knows', { attributes: 0x80 }, KAFKA_ERRORS.invalidRecord],
    ['that counts wrongly', { last: 2 }, KAFKA_ERRORS.invalidRecord],
    ['with another newest time', { newest: 6n }, KAFKA_ERRORS.invalidRecord],
    ['with a gap', { records: [record(0), record(2)] }, KAFKA_ERRORS.invalidRecord],
    ['with a record that has attributes', { records: [record(0, { attributes: 1 })] }, KAFKA_ERRORS.invalidRecord],
    ['with bytes after it', { more: Buffer.of(0) }, KAFKA_ERRORS.invalidRecord],
    ['of nothing', { records: [] }, KAFKA_ERRORS.invalidRecord],
  ])('takes no batch %s', (_name, made, code) => {
    expect(readRecordBatch(batch(made))).toBe(code);
  });
});

describe('KafkaLog', () => {
  it('keeps numbered batches in their order, and one that comes again once', () => {
    const log = new KafkaLog({ t: 1 });
    const place = { topic: 't', partition: 0 };
    const producer = log.nextProducer();
    expect(log.append(place, batch({ producer, sequence: 0 }))).toEqual({ error: 0, offset: 0n });
    expect(log.append(place, batch({ producer, sequence: 2 }))).toEqual({ error: 0, offset: 2n });
    expect(log.append(place, batch({ producer, sequence: 2 }))).toEqual({ error: 0, offset: 2n });
    const outOfOrder = { error: KAFKA_ERRORS.outOfOrderSequenceNumber, offset: -1n };
    expect(log.append(place, batch({ producer, sequence: 5 }))).toEqual(outOfOrder);
    expect(log.append(place, batch({ producer: producer + 1n, sequence: 0 }))).toEqual(outOfOrder);
    expect(log.records).toHaveLength(4);
    expect(log.append(place, batch())).toEqual({ error: 0, offset: 4n });
  });
});

describe('startKafka', () => {
  let kafka: Kafka;
  afterEach(() => kafka.close());

  async function connected(): Promise<Socket> {
    const socket = connect(Number(kafka.brokers[0]?.split(':')[1]), '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  }
  const request = (key: number, version: number, body: Buffer = Buffer.alloc(0)) => {
    const head = new KafkaWriter().int16(key).int16(version).int32(9).nullableString('test', false).bytes;
    return new KafkaWriter()
      .int32(head.length + body.length)
      .raw(head)
      .raw(body).bytes;
  };

  it.each<readonly [string, Buffer]>([
    ['a request that it does not know', request(60, 0)],
    ['a version that it does not know', request(0, 2)],
    ['a request that is cut short', request(22, 0, Buffer.of(0))],
    ['a request with bytes after it', request(18, 0, Buffer.of(0))],
    ['a length that is none', Buffer.of(0xff, 0xff, 0xff, 0xff)],
    ['a string that is not UTF-8', request(17, 1, Buffer.of(0, 1, 0xff))],
    ['what is not acknowledged', request(0, 7, new KafkaWriter().int16(-1).int16(0).int32(0).int32(0).bytes)],
  ])('ends a connection for %s', async (_name, bytes) => {
    kafka = await startKafka();
    const socket = await connected();
    socket.write(bytes);
    expect(await buffer(socket)).toHaveLength(0);
    expect(kafka.faults).toHaveLength(1);
  });

  it('answers a version of ApiVersions that it does not know in the oldest', async () => {
    kafka = await startKafka();
    const socket = await connected();
    socket.write(request(18, 4));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    const reader = new KafkaReader(answer.subarray(4));
    expect([reader.int32(), reader.int16()]).toEqual([9, KAFKA_ERRORS.unsupportedVersion]);
    expect(reader.array(false, () => [reader.int16(), reader.int16(), reader.int16()])).toContainEqual([18, 0, 3]);
    reader.end();
    socket.destroy();
  });

  it('speaks to nobody who has not proved who it is', async () => {
    kafka = await startKafka({ sasl: { mechanisms: ['PLAIN'], user: 'u', password: 'p' } });
    const socket = await connected();
    socket.write(request(3, 4, Buffer.of(0, 0, 0, 0, 0)));
    expect(await buffer(socket)).toHaveLength(0);
    expect(kafka.faults).toEqual(['metadata before it is known who asks']);
  });
});
