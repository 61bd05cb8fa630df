import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEPLOY, parseDocuments, readDeploy } from './deploy-folder.ts';
import { loadDeployed } from './load-deployed.ts';

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

interface Service {
  readonly image?: string;
  readonly user?: string;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
}

let compose: Compose;
beforeAll(async () => {
  compose = parseDocuments('compose.yaml', await readDeploy('compose.yaml'))[0]?.value as unknown as Compose;
});

/** The Compose Specification's own schema, which dclint ships. */
async function schemaOfCompose(): Promise<object> {
  const manifest = createRequire(import.meta.url).resolve('dclint/package.json');
  const text = await readFile(join(dirname(manifest), 'schemas/compose.schema.json'), 'utf8');
  // It names its dialect by https, which ajv knows by http: it is draft 7 either way.
  const { $schema: _, ...schema } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return schema;
}

describe('compose.yaml', () => {
  it('fits the schema of the Compose Specification, which can refuse', async () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(await schemaOfCompose());
    validate(compose);
    expect(validate.errors).toBeNull();
    expect(validate({ services: { companion: { read_only: 'perhaps', volumes: 1 } } })).toBe(false);
  });

  it('mounts files that exist and volumes that are declared', async () => {
    const sources = Object.values(compose.services)
      .flatMap(({ volumes = [] }) => volumes)
      .map((volume) => volume.split(':', 1)[0] ?? '');
    for (const file of sources.filter((source) => source.startsWith('.'))) await access(join(DEPLOY, file));
    const named = sources.filter((source) => !source.startsWith('.'));
    expect([...new Set(named)].sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('names every image by a version, and waits for services that exist', () => {
    for (const [name, { image = '', depends_on: waits = {} }] of Object.entries(compose.services)) {
      if (name !== 'companion') expect(image).toMatch(/:[\w.-]*\d[\w.-]*$/);
      for (const other of Object.keys(waits)) expect(Object.keys(compose.services)).toContain(other);
    }
  });

  it('listens on this machine alone, and runs the companion as nobody on a read-only tree', () => {
    const ports = Object.values(compose.services).flatMap((service) => service.ports ?? []);
    expect(ports.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
    expect(compose.services.companion).toMatchObject({
      user: '65532:65532',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it('carries a configuration that the companion takes, for the realm it imports', async () => {
    const config = await loadDeployed('compose/sallyport.yaml');
    const realm = JSON.parse(await readDeploy('compose/realm.json')) as {
      readonly realm: string;
      readonly groups: readonly { readonly name: string }[];
    };
    expect(config.issuers[0]?.issuer).toBe(`https://identity:8443/realms/${realm.realm}`);
    expect(realm.groups.map(({ name }) => `/${name}`)).toContain('/ml');
  });
});
