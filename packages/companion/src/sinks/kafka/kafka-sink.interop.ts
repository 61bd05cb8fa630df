import { afterEach, describe, expect, it } from 'vitest';
import { noSecrets } from '../secrets.test-support.ts';
import { someSinkEvents } from '../sink-contract.test-support.ts';
import { kafkaSink } from './kafka-sink.ts';
import { type KcatCluster, startKcatCluster } from './kcat-cluster.test-support.ts';

const never = new AbortController().signal;

describe("the Kafka sink, and librdkafka's cluster", () => {
  let cluster: KcatCluster;
  afterEach(() => cluster.close());

  it('gives it each event once, with its key and headers, in order and in one partition', async () => {
    cluster = await startKcatCluster('sallyport');
    const config = { name: 'events', brokers: cluster.brokers, topic: 'sallyport', tls: false };
    const sink = await kafkaSink(config, { secrets: noSecrets });
    const events = someSinkEvents(0, 600);
    for (const at of [0, 1, 101]) await sink.deliver(events.slice(at, at === 0 ? 1 : at + 100), { signal: never });
    await sink.deliver(events.slice(201), { signal: never });
    await sink.close();
    await expect.poll(() => cluster.records.length, { timeout: 20_000 }).toBe(600);
    expect(cluster.records.map(({ value }) => value)).toEqual(events.map(({ json }) => json));
    expect(new Set(cluster.records.map(({ partition }) => partition)).size).toBe(1);
    for (const [at, { key, headers }] of cluster.records.entries()) {
      expect(key).toBe('sallyport.example/log');
      expect(headers).toBe(`content-type=application/json,kind=${events[at]?.kind},sequence=${at}`);
    }
  });
});
