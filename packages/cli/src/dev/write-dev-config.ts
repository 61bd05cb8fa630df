import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What differs from one start of the demo's servers to the next. */
export interface DevConfig {
  readonly folder: string;
  readonly port: number;
  readonly issuer: string;
  readonly audience: string;
  readonly client: string;
  readonly providerUrl: string;
  /** The client and the group of the admin plane; off when absent. */
  readonly admin?: { readonly client: string; readonly group: string };
}

/** Writes a `sallyport.yaml` and a root key into the folder, and gives the path of the former. */
export async function writeDevConfig(dev: DevConfig): Promise<string> {
  await writeFile(join(dev.folder, 'root.key'), `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  const file = join(dev.folder, 'sallyport.yaml');
  await writeFile(file, yaml(dev));
  return file;
}

function yaml({ port, issuer, audience, client, providerUrl, admin }: DevConfig): string {
  const plane =
    admin === undefined
      ? ''
      : `admin: { issuer: ${issuer}, clientId: ${admin.client}, roles: { admin: [${admin.group}] } }\n`;
  return `version: 1
publicUrl: http://127.0.0.1:${port}
listen: { host: 127.0.0.1, port: ${port} }
dataDir: ./data
rootKeyFile: ./root.key
issuers:
  - issuer: ${issuer}
    audience: ${audience}
    clients: [${client}]
connections:
  - name: openai
    kind: openai-compatible
    baseUrl: ${providerUrl}
    insecureHttp: true
    baa: self_hosted
    credential: { secret: provider-key }
    allow: { subjects: [${client}] }
    senderConstraint: bearer # so that the curl line of the terminal works; every wrapped client proves its key all the same
limits: { exchangesPerMinute: 1000000, exchangesPerMinutePerAddress: 1000000 } # a suite of tests makes a client for each
${plane}ledger: { origin: dev.sallyport.example/log }
`;
}
