import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSallyportError } from '@sallyport/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';

const RULE = `dcr-${'0a'.repeat(16)}`;
const AZURE = `endpoint: "https://ward.ingest.monitor.azure.com", ruleId: ${RULE}, stream: Custom-Sallyport_CL`;
const LOGIN = 'tenantId: hospital.example, clientId: an-application, secret: azure';
const KAFKA = 'brokers: ["kafka-1.example:9093", "kafka-2.example:9093"], topic: sallyport.events';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-sinks-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(more: string) {
  const file = join(folder, 'sallyport.yaml');
  await writeFile(
    file,
    `version: 1
publicUrl: https://sallyport.example
dataDir: ./data
rootKeyFile: ./root.key
issuers: [{ issuer: "https://login.example/", audience: sallyport }]
connections:
  - { name: one, kind: openai, baseUrl: "https://api.openai.com/v1", baa: true, credential: { secret: key }, allow: { subjects: ["*"] } }
ledger: { origin: sallyport.example/log, dangerouslyUnwitnessed: true }
${more}`,
  );
  return loadConfig(file);
}

async function place(more: string): Promise<string> {
  const refusal: unknown = await load(more).then(String, (cause: unknown) => cause);
  return isSallyportError(refusal) ? (refusal.place ?? '') : String(refusal);
}

const sink = (kind: string) => `sinks: [{ name: siem, ${kind} }]`;

describe('sinks', () => {
  it('are none unless they are configured, and then have their defaults, and their paths from the file’s folder', async () => {
    expect(await load('')).not.toHaveProperty('sinks');
    const { sinks } = await load(`sinks:
  - { name: files, begin: now, file: { folder: events } }
  - { name: splunk, splunk: { url: "https://splunk.example:8088/", token: hec, caFile: ca.pem } }
  - { name: syslog, syslog: { host: siem.example, certFile: own.pem, keyFile: own.key } }
  - { name: sentinel, sentinel: { ${AZURE}, credential: { managedIdentity: system } } }
  - { name: hook, webhook: { url: "https://hooks.example/take?team=1", secret: hook } }
  - { name: kafka, kafka: { ${KAFKA}, sasl: { mechanism: PLAIN, user: sallyport, secret: kafka } } }`);
    const start = { begin: 'start' };
    expect(sinks).toEqual([
      { name: 'files', begin: 'now', file: { folder: join(folder, 'events'), maxBytes: 67_108_864 } },
      {
        ...{ name: 'splunk', ...start },
        splunk: {
          ...{ url: 'https://splunk.example:8088', token: 'hec', sourcetype: 'sallyport:ocsf', ackTimeoutMs: 60_000 },
          ...{ caFile: join(folder, 'ca.pem'), insecureHttp: false },
        },
      },
      {
        ...{ name: 'syslog', ...start },
        syslog: {
          ...{ host: 'siem.example', port: 6514, format: 'ocsf', facility: 'authpriv' },
          ...{ certFile: join(folder, 'own.pem'), keyFile: join(folder, 'own.key') },
        },
      },
      {
        ...{ name: 'sentinel', ...start },
        sentinel: {
          ...{ endpoint: 'https://ward.ingest.monitor.azure.com', ruleId: RULE, stream: 'Custom-Sallyport_CL' },
          ...{ credential: { managedIdentity: 'system' }, audience: 'https://monitor.azure.com' },
        },
      },
      {
        ...{ name: 'hook', ...start },
        webhook: { url: 'https://hooks.example/take?team=1', secret: 'hook', insecureHttp: false },
      },
      {
        ...{ name: 'kafka', ...start },
        kafka: {
          ...{ brokers: ['kafka-1.example:9093', 'kafka-2.example:9093'], topic: 'sallyport.events', tls: true },
          sasl: { mechanism: 'PLAIN', user: 'sallyport', secret: 'kafka' },
        },
      },
    ]);
  });

  it.each([
    ['Splunk on this machine over http', 'splunk: { url: "http://127.0.0.1:8088", token: hec }'],
    [
      'a webhook anywhere over http, if that is said',
      'webhook: { url: "http://10.0.0.8/", secret: hook, insecureHttp: true }',
    ],
    ['a syslog collector by an address', 'syslog: { host: "2001:db8::7", port: 6515, format: cef, facility: local7 }'],
    ['Sentinel by an application', `sentinel: { ${AZURE}, credential: { ${LOGIN} } }`],
    [
      'Kafka on this machine without TLS',
      'kafka: { brokers: ["localhost:9092", "127.0.0.2:9092"], topic: t, tls: false }',
    ],
  ])('may be %s', async (_, kind) => {
    expect((await load(sink(kind))).sinks).toHaveLength(1);
  });

  const FILE = 'file: { folder: events }';
  it.each([
    ['no sink', 'sinks: []', /sinks/],
    ['two of one name', `sinks: [{ name: a, ${FILE} }, { name: a, file: { folder: others } }]`, /name must be unique/],
    ['more than sixteen', `sinks: [${Array.from({ length: 17 }, (_, at) => `{ name: s${at}, ${FILE} }`)}]`, /sinks/],
    ['a name with letters of all kinds', `sinks: [{ name: "Siem!", ${FILE} }]`, /name/],
    ['no name', `sinks: [{ ${FILE} }]`, /name/],
    ['no kind', 'sinks: [{ name: a }]', /must have exactly one of file, splunk/],
    ['two kinds', sink(`${FILE}, kafka: { ${KAFKA} }`), /must have exactly one of/],
    ['a beginning that is none', sink(`begin: yesterday, ${FILE}`), /begin/],
    ['a misspelt key', sink('file: { folder: events, maxByte: 65536 }'), /maxByte/],
    ['files too small', sink('file: { folder: events, maxBytes: 100 }'), /maxBytes/],
    ['http', sink('splunk: { url: "http://splunk.example:8088", token: hec }'), /splunk\/url must be an https URL/],
    [
      'a URL with a password',
      sink('webhook: { url: "https://u:p@hooks.example/", secret: hook }'),
      /webhook\/url must be an https URL/,
    ],
    ['a metadata service', sink('webhook: { url: "https://169.254.169.254/", secret: hook }'), /never called/],
    ['one in other digits', sink('splunk: { url: "https://0xa9fea9fe:8088", token: hec }'), /never called/],
    ['one as a collector', sink('syslog: { host: 169.254.169.254 }'), /never called/],
    [
      'one as a broker',
      sink('kafka: { brokers: ["kafka.example:1", "169.254.169.254:9092"], topic: t }'),
      /never called/,
    ],
    ['a link-local collector', sink('syslog: { host: "fe80::1" }'), /never called/],
    [
      'a certificate without its key',
      sink('syslog: { host: siem.example, certFile: own.pem }'),
      /keyFile needs certFile and keyFile both/,
    ],
    [
      'a key without its certificate',
      sink('syslog: { host: siem.example, keyFile: own.key }'),
      /certFile needs certFile and keyFile both/,
    ],
    ['a facility that is none', sink('syslog: { host: siem.example, facility: kernel }'), /facility/],
    ['a rule that is none', sink(`sentinel: { ${AZURE.replace(RULE, 'dcr-1')}, credential: { ${LOGIN} } }`), /ruleId/],
    ['no credential', sink(`sentinel: { ${AZURE} }`), /credential/],
    [
      'both credentials',
      sink(`sentinel: { ${AZURE}, credential: { ${LOGIN}, managedIdentity: system } }`),
      /credential/,
    ],
    [
      'an authority over http',
      sink(`sentinel: { ${AZURE}, credential: { ${LOGIN}, authorityHost: "http://login.example" } }`),
      /authorityHost/,
    ],
    ['Kafka elsewhere without TLS', sink(`kafka: { ${KAFKA}, tls: false }`), /only for brokers on this very machine/],
    [
      'nor by a name that begins as an address',
      sink('kafka: { brokers: ["127.0.0.1.example:9092"], topic: t, tls: false }'),
      /this very machine/,
    ],
    ['a broker without a port', sink('kafka: { brokers: [kafka.example], topic: t }'), /brokers/],
    [
      'a broker with a port beyond all',
      sink('kafka: { brokers: ["kafka.example:70000"], topic: t }'),
      /a port from 1 to 65535/,
    ],
    ['a topic that is none', sink('kafka: { brokers: ["kafka.example:9093"], topic: "a topic" }'), /topic/],
    [
      'a mechanism that is none',
      sink(`kafka: { ${KAFKA}, sasl: { mechanism: MD5, user: u, secret: s } }`),
      /mechanism/,
    ],
    ['metrics beyond all ports', 'metrics: { port: 65536 }', /port/],
    ['metrics on no port', 'metrics: { port: 0 }', /port/],
  ])('are refused with %s', async (_, more, expected) => {
    expect(await place(more)).toMatch(expected);
  });

  it('quote nothing of what they refuse', async () => {
    for (const kind of [
      'webhook: { url: "https://marigold:vantongeren@hooks.example/", secret: hook }',
      'syslog: { host: "marigold vantongeren" }',
      'kafka: { brokers: ["marigold vantongeren"], topic: t }',
    ]) {
      expect(await place(sink(kind))).not.toMatch(/marigold|vantongeren/i);
    }
  });

  it('leave metrics to this very machine unless it is said', async () => {
    expect((await load('metrics: {}')).metrics).toEqual({ host: '127.0.0.1', port: 9464 });
    expect((await load('metrics: { host: "0.0.0.0", port: 1 }')).metrics).toEqual({ host: '0.0.0.0', port: 1 });
  });
});
