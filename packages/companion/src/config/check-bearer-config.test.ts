import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSallyportError } from '@sallyport/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-bearer-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A configuration whose first issuer lists its clients, the second not, with these lines in its one connection. */
const withConnection = (...lines: readonly string[]) => `version: 1
publicUrl: https://sallyport.example
dataDir: ./data
rootKeyFile: ./root.key
issuers:
  - { issuer: "https://one.example", audience: sallyport, clients: [notes-app] }
  - { issuer: "https://two.example", audience: sallyport }
connections:
  - name: openai
    kind: openai
    baseUrl: https://api.openai.com/v1
    baa: true
    credential: { secret: openai-key }
${lines.map((line) => `    ${line}\n`).join('')}ledger: { origin: sallyport.example/log, dangerouslyUnwitnessed: true }
`;

const ANYBODY = 'allow: { subjects: ["*"] }';
const OF_ONE = 'allow: { subjects: ["*"], issuer: "https://one.example" }';
const OF_TWO = 'allow: { subjects: ["*"], issuer: "https://two.example" }';
const TAKEN = 'senderConstraint: bearer';

async function connectionOf(...lines: readonly string[]) {
  const path = join(folder, 'sallyport.yaml');
  await writeFile(path, withConnection(...lines));
  return (await loadConfig(path)).connections[0];
}

async function placeOf(...lines: readonly string[]): Promise<string> {
  const error: unknown = await connectionOf(...lines).catch((reason: unknown) => reason);
  return isSallyportError(error) ? (error.place ?? '') : 'loaded';
}

describe('a connection that takes bearers', () => {
  it('bounds them by default', async () => {
    const connection = await connectionOf(OF_ONE, TAKEN);
    expect(connection).toMatchObject({ senderConstraint: 'bearer', bearer: { maxLifetimeSeconds: 3600 } });
    expect(connection?.bearer).not.toHaveProperty('networks');
  });

  it('fills in the lifetime beside other bounds', async () => {
    const bearer = 'bearer: { clients: [notes-app], networks: [10.0.0.0/8, "2001:db8::/32"] }';
    expect(await connectionOf(OF_TWO, TAKEN, bearer)).toMatchObject({
      bearer: { clients: ['notes-app'], maxLifetimeSeconds: 3600, networks: ['10.0.0.0/8', '2001:db8::/32'] },
    });
  });

  it.each([
    ['of an issuer that lists its clients', [OF_ONE, TAKEN], 'loaded'],
    ['of an issuer that lists none', [OF_TWO, TAKEN], 'connections/openai/bearer must have clients'],
    ['of any issuer, where one lists none', [ANYBODY, TAKEN], 'connections/openai/bearer must have clients'],
    ['with clients of its own', [ANYBODY, TAKEN, 'bearer: { clients: [notes-app] }'], 'loaded'],
    ['with an empty list of clients', [ANYBODY, TAKEN, 'bearer: { clients: [] }'], 'bearer/clients must be a list'],
    [
      'with bounds but without clients',
      [ANYBODY, TAKEN, 'bearer: { maxLifetimeSeconds: 600 }'],
      'connections/openai/bearer must have clients',
    ],
    ['that live a minute', [OF_ONE, TAKEN, 'bearer: { maxLifetimeSeconds: 60 }'], 'loaded'],
    [
      'that live for less',
      [OF_ONE, TAKEN, 'bearer: { maxLifetimeSeconds: 59 }'],
      'bearer/maxLifetimeSeconds must be a number of seconds from 60 to 86400',
    ],
    [
      'that live over a day',
      [OF_ONE, TAKEN, 'bearer: { maxLifetimeSeconds: 86401 }'],
      'bearer/maxLifetimeSeconds must be a number of seconds from 60 to 86400',
    ],
    [
      'from a network that is none',
      [OF_ONE, TAKEN, 'bearer: { networks: [10.0.0.0/8, 10.0.0.0/33] }'],
      ':16:38 connections/openai/bearer/networks/1 must be a network such as',
    ],
    ['with a misspelt bound', [OF_ONE, TAKEN, 'bearer: { network: [] }'], 'did you mean networks?'],
  ])('%s', async (_, lines, expected) => {
    expect(await placeOf(...lines)).toContain(expected);
  });

  it.each([
    ['dpop is asked for', ['senderConstraint: dpop']],
    ['nothing is said', []],
  ])('has bounds only where it takes bearers, not where %s', async (_, lines) => {
    const said = await placeOf(ANYBODY, ...lines, 'bearer: { clients: [notes-app] }');
    expect(said).toContain('connections/openai/bearer is only for a connection whose senderConstraint is bearer');
  });

  it('refuses another way to constrain the sender, and another word for the intent', async () => {
    expect(await placeOf(ANYBODY, 'senderConstraint: none')).toContain('senderConstraint must be dpop or bearer');
    expect(await placeOf(ANYBODY, 'clientIntent: never')).toContain('clientIntent must be required or optional');
    expect(await connectionOf(ANYBODY, 'clientIntent: optional')).toMatchObject({ clientIntent: 'optional' });
  });
});
