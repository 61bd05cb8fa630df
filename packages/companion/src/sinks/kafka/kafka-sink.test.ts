import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as tick } from 'node:timers/promises';
import { inspect } from 'node:util';
import { KAFKA_ERRORS, type Kafka, type KafkaOptions, type KafkaRight, startKafka } from '@sallyport/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import type { KafkaSinkConfig } from '../../config/index.ts';
import { noSecrets, secretsOf } from '../secrets.test-support.ts';
import type { Sink } from '../sink.ts';
import { type SinkFailure, sinkContract, someSinkEvents } from '../sink-contract.test-support.ts';
import { kafkaSink } from './kafka-sink.ts';
import { loadKafka } from './load-kafka.ts';

const never = new AbortController().signal;
const SASL = { user: 'sallyport, ward=3', password: 'an invented password', mechanisms: ['SCRAM-SHA-256'] as const };
const sasl = { mechanism: 'SCRAM-SHA-256', user: SASL.user, secret: 'kafka-password' } as const;

function configFor(kafka: Kafka, more: Partial<KafkaSinkConfig> = {}) {
  return { name: 'events', brokers: kafka.brokers, topic: 'sallyport', tls: false, ...more };
}

function sequences({ records }: Kafka): readonly number[] {
  return records.map(({ headers }) => Number(Object.fromEntries(headers).sequence));
}

/** As the suite asks for them. */
function failing(kafka: Kafka, failure: SinkFailure): void {
  const code = { refuses: KAFKA_ERRORS.messageTooLarge, unavailable: KAFKA_ERRORS.notEnoughReplicas };
  if (failure === 'hangs') kafka.silent = true;
  else if (failure === 'credential') kafka.denied.add('write');
  else kafka.fail({ kind: 'error', code: code[failure] }, 20);
}

sinkContract({
  name: 'the Kafka sink',
  failures: ['refuses', 'unavailable', 'credential', 'hangs'],
  open: async () => {
    const kafka = await startKafka();
    return {
      sink: await kafkaSink(configFor(kafka), { secrets: noSecrets }),
      taken: () => sequences(kafka),
      fail: (failure) => failing(kafka, failure),
      mend: () => {
        kafka.mend();
        kafka.denied.clear();
      },
      close: kafka.close,
    };
  },
});

describe('the Kafka sink', () => {
  let kafka: Kafka;
  let sink: Sink;
  const open = async (options: KafkaOptions = {}, more: Partial<KafkaSinkConfig> = {}, secrets = noSecrets) => {
    kafka = await startKafka(options);
    sink = await kafkaSink(configFor(kafka, more), { secrets });
  };
  const deliver = (first: number, count: number) => sink.deliver(someSinkEvents(first, count), { signal: never });
  const until = (condition: () => boolean) => expect.poll(condition, { interval: 20 }).toBe(true);
  afterEach(async () => {
    await sink.close();
    await until(() => kafka.connections === 0);
    await kafka.close();
    expect(kafka.faults).toEqual([]);
  });

  it('gives each event a key, headers and a value, and keeps their order in one partition', async () => {
    await open({ topics: { sallyport: 7 } });
    const events = someSinkEvents(0, 30);
    await sink.deliver(events.slice(0, 20), { signal: never });
    await sink.deliver(events.slice(20), { signal: never });
    expect(new Set(kafka.records.map(({ partition }) => partition)).size).toBe(1);
    expect(kafka.records.map(({ offset }) => offset)).toEqual(events.map(({ index }) => index));
    for (const [at, { key, value, headers }] of kafka.records.entries()) {
      const { json, kind, index } = events[at] ?? events[0] ?? expect.unreachable();
      expect({ key, value }).toEqual({ key: 'sallyport.example/log', value: json });
      expect(headers).toEqual([
        ['content-type', 'application/json'],
        ['kind', kind],
        ['sequence', String(index)],
      ]);
    }
  });

  it('asks for numbers once, and for the acknowledgement of all replicas', async () => {
    await open();
    await deliver(0, 2);
    await deliver(2, 2);
    expect(kafka.requests.filter((one) => one.startsWith('initProducerId'))).toHaveLength(1);
    expect(kafka.requests.filter((one) => one.startsWith('produce'))).toHaveLength(2);
  });

  it('finds the new leader by itself', async () => {
    await open({ nodes: 3 });
    await deliver(0, 2);
    kafka.moveLeader();
    await deliver(2, 2);
    expect(sequences(kafka)).toEqual([0, 1, 2, 3]);
  });

  it.each(['before', 'after'] as const)('has kept each once where the connection ends %s it was kept', async (when) => {
    await open();
    await deliver(0, 2);
    kafka.fail({ kind: 'drop', when });
    await deliver(2, 2);
    await deliver(4, 1);
    expect(sequences(kafka)).toEqual([0, 1, 2, 3, 4]);
  });

  it('tries no more often than three times', async () => {
    await open();
    kafka.fail({ kind: 'drop', when: 'before' }, 100);
    await expect(deliver(0, 2)).rejects.toMatchObject({ code: 'sink_unavailable' });
    expect(kafka.requests.filter((one) => one.startsWith('produce'))).toHaveLength(3);
    kafka.mend();
    await deliver(0, 2);
    expect(sequences(kafka)).toEqual([0, 1]);
  });

  it('waits for a slow broker', async () => {
    await open();
    kafka.fail({ kind: 'slow', ms: 300 });
    await deliver(0, 2);
    expect(sequences(kafka)).toEqual([0, 1]);
  });

  it('raises sink_refused for a batch that is too large, and takes what is not', async () => {
    await open({ mostBytes: 8_000 });
    await expect(deliver(0, 40)).rejects.toMatchObject({ code: 'sink_refused' });
    await deliver(0, 2);
    expect(sequences(kafka)).toEqual([0, 1]);
  });

  it('stays below what brokers take by default with the most that it says', async () => {
    await open();
    const [event] = someSinkEvents(0, 1);
    if (event === undefined) return expect.unreachable();
    const json = JSON.stringify({ padding: 'x'.repeat(Math.floor(sink.most.bytes / sink.most.events) - 14) });
    const origin = 'o'.repeat(255);
    const ocsf = { metadata: { log_name: origin } };
    const events = Array.from({ length: sink.most.events }, (_, index) => ({ ...event, index, ocsf, json }));
    await sink.deliver(events, { signal: never });
    expect(kafka.records).toHaveLength(sink.most.events);
  });

  it('raises sink_unavailable while there is no such topic, makes none, and delivers once there is', async () => {
    await open({ topics: {} });
    await expect(deliver(0, 2)).rejects.toMatchObject({ code: 'sink_unavailable' });
    kafka.topics.set('sallyport', 1);
    await deliver(0, 2);
    expect(sequences(kafka)).toEqual([0, 1]);
  });

  it.each<KafkaRight>(['describe', 'write'])('raises sink_credential where it may not %s', async (right) => {
    await open();
    kafka.denied.add(right);
    await expect(deliver(0, 2)).rejects.toMatchObject({ code: 'sink_credential' });
  });

  it('does without numbers where it may not have them', async () => {
    await open();
    kafka.denied.add('idempotent write');
    await deliver(0, 2);
    await deliver(2, 2);
    expect(sequences(kafka)).toEqual([0, 1, 2, 3]);
    expect(kafka.requests.filter((one) => one.startsWith('initProducerId'))).toHaveLength(1);
    kafka.fail({ kind: 'drop', when: 'before' }, 100);
    await expect(deliver(4, 1)).rejects.toMatchObject({ code: 'sink_unavailable' });
    expect(kafka.requests.filter((one) => one.startsWith('produce'))).toHaveLength(3);
  });

  describe('and its password', () => {
    it.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const)('proves who it is by %s', async (mechanism) => {
      const user = { ...SASL, mechanisms: [mechanism] };
      await open({ sasl: user }, { sasl: { ...sasl, mechanism } }, secretsOf({ 'kafka-password': [SASL.password] }));
      await deliver(0, 2);
      expect(sequences(kafka)).toEqual([0, 1]);
    });

    it('raises sink_credential for a wrong one after one try, and for none without any', async () => {
      await open({ sasl: SASL }, { sasl }, secretsOf({ 'kafka-password': ['another'] }));
      const error: unknown = await deliver(0, 2).catch((raised: unknown) => raised);
      expect(error).toMatchObject({ code: 'sink_credential' });
      expect(inspect(error, { depth: 9 })).not.toMatch(/another|ward=3|localhost/);
      expect(kafka.requests.filter((one) => one.startsWith('saslAuthenticate'))).toHaveLength(2);
      await sink.close();
      sink = await kafkaSink(configFor(kafka, { sasl }), { secrets: noSecrets });
      await expect(deliver(0, 2)).rejects.toMatchObject({ code: 'sink_credential' });
      expect(kafka.records).toEqual([]);
    });

    it('raises sink_credential for a mechanism that the cluster does not have', async () => {
      const secrets = secretsOf({ 'kafka-password': [SASL.password] });
      await open({ sasl: { ...SASL, mechanisms: ['PLAIN'] } }, { sasl }, secrets);
      await expect(deliver(0, 2)).rejects.toMatchObject({ code: 'sink_credential' });
    });

    it('serves in its older version while the cluster does not know the newer one, and then in that', async () => {
      const user = { ...SASL };
      await open({ sasl: user }, { sasl }, secretsOf({ 'kafka-password': ['the next password', SASL.password] }));
      await deliver(0, 2);
      await deliver(2, 1);
      user.password = 'the next password';
      kafka.fail({ kind: 'drop', when: 'before' });
      await deliver(3, 1);
      expect(sequences(kafka)).toEqual([0, 1, 2, 3]);
    });
  });

  describe('over TLS', () => {
    let folder: string;
    const openTls = async (options: KafkaOptions = {}) => {
      folder = await mkdtemp(join(tmpdir(), 'sallyport-kafka-'));
      kafka = await startKafka({ tls: true, ...options });
      const caFile = join(folder, 'ca.pem');
      await writeFile(caFile, kafka.certificate ?? '');
      sink = await kafkaSink(configFor(kafka, { tls: true, caFile }), { secrets: noSecrets });
    };
    afterEach(() => rm(folder, { recursive: true, force: true }));

    it('delivers to brokers whose authority it knows', async () => {
      await openTls();
      await deliver(0, 2);
      expect(sequences(kafka)).toEqual([0, 1]);
    });

    it('delivers nothing to strangers', async () => {
      await openTls();
      await sink.close();
      sink = await kafkaSink(configFor(kafka, { tls: true }), { secrets: noSecrets });
      await expect(deliver(0, 2)).rejects.toMatchObject({ code: 'sink_unavailable' });
      expect(kafka.requests).toEqual([]);
    });

    it('does not start with authorities that cannot be read', async () => {
      await openTls();
      const opening = kafkaSink(configFor(kafka, { tls: true, caFile: join(folder, 'none') }), { secrets: noSecrets });
      await expect(opening).rejects.toMatchObject({
        code: 'config_invalid',
        place: 'sinks/events: kafka/caFile could not be read',
      });
    });

    it('goes to no address that is never called, whoever names it', async () => {
      await openTls({ host: '169.254.169.254' });
      await expect(deliver(0, 2)).rejects.toMatchObject({ code: 'sink_unavailable' });
      expect(kafka.records).toEqual([]);
    });
  });

  it('goes without TLS to no other machine, whoever names it', async () => {
    await open({ host: 'broker.example' });
    await expect(deliver(0, 2)).rejects.toMatchObject({ code: 'sink_unavailable' });
    expect(kafka.requests.some((one) => one.startsWith('produce'))).toBe(false);
  });

  it('raises sink_unavailable where nobody listens', async () => {
    await open();
    await kafka.close();
    await expect(deliver(0, 2)).rejects.toMatchObject({ code: 'sink_unavailable' });
  });

  it('ends a delivery that is under way when it is closed, and delivers nothing after', async () => {
    await open();
    kafka.silent = true;
    const delivery = deliver(0, 2);
    const refused = expect(delivery).rejects.toMatchObject({ code: 'cancelled' });
    await until(() => kafka.connections > 0);
    await sink.close();
    await refused;
    kafka.silent = false;
    await expect(deliver(0, 2)).rejects.toMatchObject({ code: 'cancelled' });
    expect(kafka.records).toEqual([]);
  });

  it('keeps neither connections nor timers of a delivery that was cancelled', async () => {
    await open();
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    kafka.silent = true;
    const cancelling = new AbortController();
    const delivery = sink.deliver(someSinkEvents(0, 2), { signal: cancelling.signal });
    const refused = expect(delivery).rejects.toMatchObject({ code: 'cancelled' });
    while (kafka.connections === 0) await tick();
    cancelling.abort();
    await refused;
    while (kafka.connections > 0) await tick();
    // Not before their test ends: the client waits for an answer longer than that.
    while (timers() > before) await tick();
  }, 10_000);
});

describe('loadKafka', () => {
  it('names the package that is not installed', async () => {
    const loading = loadKafka('events', () => Promise.reject(new TypeError('a path')));
    await expect(loading).rejects.toMatchObject({
      code: 'config_invalid',
      place: 'sinks/events: kafka needs the package @platformatic/kafka, which could not be loaded',
    });
  });
});
