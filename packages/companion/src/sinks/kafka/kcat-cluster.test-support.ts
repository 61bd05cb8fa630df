import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A record that kcat read. */
export interface ReadRecord {
  readonly key: string;
  /** `name=value`, with commas between them. */
  readonly headers: string;
  readonly partition: number;
  readonly value: string;
}

/** A cluster of librdkafka's, which lives in a kcat that reads a topic of it. */
export interface KcatCluster {
  /** `host:port` */
  readonly brokers: readonly string[];
  /** What it has read, in the order in which it came. */
  readonly records: readonly ReadRecord[];
  close(): void;
}

const PROGRAM = 'kcat';
const NODES = 3;
const FORMAT = '%k\\x01%h\\x01%p\\x01%s\\n';
const STARTED = /replaced with ((?:127\.0\.0\.1:\d+,?)+)/;

/** Starts one. It makes the topic when it asks for it. */
export async function startKcatCluster(topic: string): Promise<KcatCluster> {
  const mock = ['-b', 'mock', '-X', `test.mock.num.brokers=${NODES}`];
  const child = spawn(PROGRAM, [...mock, '-C', '-t', topic, '-o', 'beginning', '-u', '-f', FORMAT], { stdio: 'pipe' });
  child.stdin.end();
  const records: ReadRecord[] = [];
  createInterface(child.stdout).on('line', (line) => {
    const [key = '', headers = '', partition = '', value = ''] = line.split('\x01');
    records.push({ key, headers, partition: Number(partition), value });
  });
  const words = createInterface(child.stderr);
  const brokers = await new Promise<readonly string[]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => reject(new TypeError(`kcat ended with ${code}`)));
    let found: readonly string[] = [];
    words.on('line', (line) => {
      found = STARTED.exec(line)?.[1]?.split(',') ?? found;
      // By then the topic is there.
      if (line.startsWith('% Reached end of topic')) resolve(found);
    });
  });
  return { brokers, records, close: () => child.kill() };
}
