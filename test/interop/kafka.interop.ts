import { type Kafka, type KafkaOptions, startKafka } from '@sallyport/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { runProgram } from './run-program.ts';

describe('kcat, and the broker that the tests of the sink rest on', () => {
  let kafka: Kafka;
  afterEach(() => kafka.close());

  const produce = async (options: KafkaOptions, properties: Readonly<Record<string, string>>) => {
    kafka = await startKafka(options);
    const set = Object.entries(properties).flatMap(([name, value]) => ['-X', `${name}=${value}`]);
    const place = ['-b', kafka.brokers.join(','), '-t', 'sallyport', '-m', '10'];
    const command = ['kcat', '-P', ...place, '-K', ':', '-H', 'kind=session.outcome', ...set];
    const { code, stderr } = await runProgram(command, { input: 'key:one\nkey:two\n' });
    return { code, stderr, values: kafka.records.map(({ value }) => value) };
  };

  it.each(['false', 'true'])('are of one mind, with idempotence %s', async (idempotence) => {
    const { code, values } = await produce({ nodes: 3 }, { 'enable.idempotence': idempotence });
    expect([code, values, kafka.faults]).toEqual([0, ['one', 'two'], []]);
    expect(kafka.records[0]).toMatchObject({ key: 'key', headers: [['kind', 'session.outcome']] });
  });

  const login = { 'security.protocol': 'SASL_PLAINTEXT', 'sasl.username': 'ward, 3=B' };
  const sasl = {
    mechanisms: ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'],
    user: 'ward, 3=B',
    password: 'invented',
  } as const;

  it.each(sasl.mechanisms)('are of one mind by %s, and part over another password', async (mechanism) => {
    const known = { ...login, 'sasl.mechanisms': mechanism, 'sasl.password': sasl.password };
    expect(await produce({ sasl }, known)).toMatchObject({ code: 0, values: ['one', 'two'] });
    await kafka.close();
    const { code, values } = await produce({ sasl }, { ...known, 'sasl.password': 'another' });
    expect([code, values]).toEqual([1, []]);
  });
});
