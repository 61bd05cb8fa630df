import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';
import { readContent } from './read-content.ts';

const BASE = `version: 1
publicUrl: https://sallyport.example
dataDir: ./data
rootKeyFile: ./root.key
issuers:
  - { issuer: "https://login.example/", audience: sallyport }
connections:
  - { name: openai, kind: openai, baseUrl: "https://api.openai.com/v1", baa: true, credential: { secret: key }, allow: { subjects: ["*"] } }
ledger: { origin: sallyport.example/log, dangerouslyUnwitnessed: true }
`;
const BUCKET = 'name: evidence, region: us-east-1';
const bucket = (more = '') => `recording: { store: { bucket: { ${BUCKET}${more} } } }`;
const policy = (retain: string) =>
  `policy: { version: 1, name: kept, rules: [{ name: all, then: allow, retain: ${retain} }] }`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-recording-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(top: string) {
  await writeFile(join(folder, 'sallyport.yaml'), `${BASE}${top}\n`);
  return loadConfig(join(folder, 'sallyport.yaml'));
}

async function place(top: string): Promise<string> {
  return load(top).then(
    () => 'loaded',
    (cause: { place?: string }) => (cause.place ?? String(cause)).replace(/^sallyport\.yaml:\d+:\d+ /, ''),
  );
}

describe('where and how long recordings are kept', () => {
  it('is the database, and six years, unless something else is said', async () => {
    const { recording, retention } = await load('');
    expect([recording, retention]).toEqual([{ store: 'database' }, { classes: { standard: '6y' }, purgeSeconds: 60 }]);
  });

  it('can be a locked bucket, and other classes, of which there is always the standard one', async () => {
    const { recording, retention } = await load(`${bucket()}\nretention: { classes: { research: 10y, short: 90d } }`);
    expect(recording.store).toEqual({
      bucket: {
        ...{ name: 'evidence', region: 'us-east-1', pathStyle: false, prefix: 'sallyport' },
        ...{ objectLock: 'compliance', timeoutMs: 5_000 },
      },
    });
    expect(retention.classes).toEqual({ standard: '6y', research: '10y', short: '90d' });
    const shorter = await load('retention: { classes: { standard: 30d } }');
    expect(shorter.retention.classes).toEqual({ standard: '30d' });
  });

  it.each<[string, string]>([
    ['recording: { store: disk }', 'recording/store must be database, or a bucket'],
    ['recording: { store: { folder: x } }', 'recording/store has an unknown key'],
    ['recording: { store: { bucket: { name: evidence } } }', 'recording/store/bucket must have region'],
    [bucket(', pathSyle: true'), 'recording/store/bucket has an unknown key: did you mean pathStyle?'],
    [bucket(', endpoint: "http://minio.example"'), 'recording/store/bucket/endpoint must be an https URL'],
    [
      bucket(', prefix: "../x"'),
      'recording/store/bucket/prefix must be letters, digits, dots, dashes and single slashes',
    ],
    [bucket(', objectLock: maybe'), 'recording/store/bucket/objectLock must be compliance, governance or off'],
    [bucket(', credentials: {}'), 'recording/store/bucket/credentials must be either a secret or webIdentity'],
    [
      bucket(', credentials: { secret: a, webIdentity: { roleArn: "arn:aws:iam::123456789012:role/r" } }'),
      'recording/store/bucket/credentials must be either a secret or webIdentity',
    ],
    [
      bucket(
        ', credentials: { webIdentity: { roleArn: "arn:aws:iam::123456789012:role/r", stsUrl: "http://sts.example" } }',
      ),
      'recording/store/bucket/credentials/webIdentity/stsUrl must be an https URL',
    ],
    [
      'retention: { classes: { standard: forever } }',
      'retention/classes/standard must be days or years, such as 90d or 6y',
    ],
    ['retention: { classes: { standard: 0d } }', 'retention/classes/standard must be days or years, such as 90d or 6y'],
    ['retention: { purgeSeconds: 0 }', 'retention/purgeSeconds must be a number of seconds from 1 to 3600'],
    [policy('reserch'), 'policy/rules/all/retain must name a retention class'],
    [
      `${policy('reserch')}\nretention: { classes: { research: 10y } }`,
      'policy/rules/all/retain must name a retention class: did you mean research?',
    ],
  ])('%s: %s', async (top, said) => {
    expect(await place(top)).toBe(said);
  });

  it('is held against every version that is applied', async () => {
    const { content, ...config } = await load(`${policy('research')}\nretention: { classes: { research: 10y } }`);
    expect(readContent(content, { name: 'version 2', config }).policy.name).toBe('kept');
    const retention = { ...config.retention, classes: { standard: '6y' } };
    expect(() => readContent(content, { name: 'version 2', config: { ...config, retention } })).toThrow(
      'version 2: policy/rules/all/retain must name a retention class',
    );
  });
});
