import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { type Companion, createLog, loadConfig, openCompanionStore, startCompanion } from '@sallyport/companion';
import type { LedgerEvent } from '@sallyport/ledger';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, logInWith, verdict } from '../stack/admin-callers.ts';
import { EMBEDDING, exchangeFields, plainClient, postForm } from '../stack/callers.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { newKey } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type HeldProvider, startHeldProvider } from '../stack/start-held-provider.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const CONFIG = '/v1/admin/config';
const MARKER = 'marker-44d0';
const PATIENCE = { timeout: 60_000, interval: 50 };

let server: Postgres;
let databaseUrl = '';
let stack: Stack;
let other: Companion;
let held: HeldProvider;
let token = '';
let admin: AdminSession;
let auditor: AdminSession;
/** The file that both companions started with. */
let file = '';
beforeAll(async () => {
  server = await startPostgres();
  databaseUrl = await server.createDatabase();
  stack = await startStack({ ...ADMIN_STACK, databaseUrl });
  file = await readFile(join(stack.folder, 'sallyport.yaml'), 'utf8');
  other = await startAgain();
  held = await startHeldProvider();
  token = await stack.identityProvider.issueToken({ expiresIn: 3_000 });
  admin = await logInWith(stack, ['platform']);
  auditor = await logInWith(stack, ['audit'], await newKey());
});
afterAll(async () => {
  await other.close();
  await Promise.all([stack.close(), held.close()]);
  await server.stop();
});

async function startAgain(lines: string[] = []): Promise<Companion> {
  const config = await loadConfig(join(stack.folder, 'sallyport.yaml'));
  const stream = new Writable({
    write: (chunk, _, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const listen = { host: '127.0.0.1', port: 0 };
  return startCompanion({ config: { ...config, listen }, databaseUrl, log: createLog({ stream }) });
}

/** The file with another connection, or with whatever else is appended. */
function withConnection(name: string, baseUrl: string, more = ''): string {
  const line = `  - { name: ${name}, kind: openai-compatible, baseUrl: "${baseUrl}", insecureHttp: true, baa: self_hosted, credential: { secret: provider-key }, allow: { subjects: ["*"] }, senderConstraint: bearer, bearer: { clients: [notes-app, ada.example], maxLifetimeSeconds: 86400 } }\n`;
  return file.replace('connections:\n', `connections:\n${line}`) + more;
}

interface Version {
  readonly version: number;
  readonly digest: string;
  readonly origin: string;
  readonly subject?: string;
}

const apply = (content: string, more: object = {}, origin = stack.companion.url) =>
  adminCall(stack, admin, { method: 'POST', path: CONFIG, body: { content, ...more }, origin });
const rollBack = (version: string) =>
  adminCall(stack, admin, { method: 'POST', path: `${CONFIG}/rollback`, body: { version } });
const versions = async (): Promise<readonly Version[]> => {
  const { body } = await adminCall(stack, admin, { path: CONFIG });
  return (JSON.parse(body) as { versions: Version[] }).versions;
};
const newest = async (): Promise<Version> => {
  const [first] = await versions();
  if (first === undefined) throw new RangeError('there is no version');
  return first;
};
const applied = (answer: { readonly body: string }) => JSON.parse(answer.body) as Version & { restart_needed: boolean };

/** What a call over a connection is told by a companion: the status, and the code where it is refused. */
async function told(connection: string, origin: string): Promise<string> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const path = `/c/${connection}/v1/embeddings`;
  return verdict(await rawCall(origin, { path, headers, body: JSON.stringify(EMBEDDING) }));
}
/** Whether a companion has a connection of this name, which is not called. */
async function knownTo(origin: string, connection: string): Promise<boolean> {
  return verdict(await rawCall(origin, { path: `/c/${connection}/v1/embeddings` })) === '401 token_missing';
}

const everywhere = (connection: string) =>
  Promise.all([stack.companion.url, other.url].map((url) => told(connection, url)));
const until = (connection: string, expected: string) =>
  expect.poll(() => everywhere(connection), PATIENCE).toEqual([expected, expected]);

const kindOf = ({ metadata }: LedgerEvent) => metadata.event_code;
const configEvents = async () => (await stack.events()).filter((event) => kindOf(event) === 'config.applied');

describe('a file that companions start with', () => {
  it('is version 1, whichever of them was first', async () => {
    expect(await versions()).toEqual([
      {
        version: 1,
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        origin: 'start',
        created_at: expect.any(String),
      },
    ]);
    const { digest } = await newest();
    const stored = (await configEvents()).filter(({ unmapped }) => unmapped.configVersion !== undefined);
    expect(stored).toMatchObject([{ unmapped: { config: digest, configVersion: 1 } }]);
  });
});

describe('a version that is applied', () => {
  it('is followed by every replica, says who applied it, and is in every event of a call', async () => {
    expect(await everywhere('added')).toEqual(['403 connection_unknown', '403 connection_unknown']);
    const answer = await apply(withConnection('added', stack.provider.url), { base_version: '1' });
    expect(answer.status).toBe(200);
    const { version, digest, restart_needed: restart } = applied(answer);
    expect([version, restart]).toEqual([2, false]);
    // Here it is in force when the answer comes.
    expect(await told('added', stack.companion.url)).toBe('200');
    await until('added', '200');
    expect(await newest()).toMatchObject({ version: 2, digest, origin: 'apply', subject: 'ada.example' });
    const events = await stack.events();
    expect(events.filter((event) => kindOf(event) === 'config.applied').at(-1)).toMatchObject({
      actor: { user: { uid: 'ada.example' } },
      unmapped: { config: digest, configVersion: 2, adminSessionId: admin.id },
    });
    const last = events.findLast((event) => kindOf(event) === 'session.outcome')?.api.request?.uid;
    const session = events.filter(({ api }) => api.request?.uid === last && last !== undefined);
    expect(session.map(kindOf)).toEqual(['session.intent', 'session.outcome']);
    for (const { unmapped } of session) expect(unmapped).toMatchObject({ config: digest, configVersion: 2 });
  });

  it('brings its policy with it', async () => {
    const policy = `policy:\n  version: 1\n  name: closed\n  rules:\n    - { name: nothing, then: deny, message: "Ask the privacy office." }\n`;
    expect((await apply(`${file}${policy}`)).status).toBe(200);
    await until('openai', '403 policy_denied');
    const own = policy
      .slice('policy:\n'.length)
      .replaceAll(/^ {2}/gm, '')
      .replace('then: deny, message: "Ask the privacy office."', 'then: allow');
    expect((await apply(`${file}policyFile: ./ward.yaml\n`, { policy: own })).status).toBe(200);
    await until('openai', '200');
    expect(await everywhere('added')).toEqual(['403 connection_unknown', '403 connection_unknown']);
    const exchanged = await postForm(stack, exchangeFields(await stack.identityProvider.issueToken(), 'added'));
    expect(JSON.parse(exchanged.body)).toMatchObject({ code: 'connection_unknown' });
  });

  it('is not what a call under way works under', async () => {
    expect((await apply(withConnection('held', held.url))).status).toBe(200);
    await expect.poll(() => knownTo(other.url, 'held'), PATIENCE).toBe(true);
    const before = await newest();
    const clients = [stack.companion.url, other.url].map(
      (origin) => new OpenAI({ baseURL: `${origin}/c/held/v1`, apiKey: token, maxRetries: 0 }),
    );
    const calls = clients.map((client) => client.embeddings.create({ ...EMBEDDING, encoding_format: 'float' }));
    await held.arrived(2);
    expect((await apply(file)).status).toBe(200);
    // Not by a call, which the provider would hold.
    await expect.poll(() => knownTo(other.url, 'held'), PATIENCE).toBe(false);
    expect(await told('held', stack.companion.url)).toBe('403 connection_unknown');
    held.release();
    for (const call of calls) expect((await call).data[0]?.embedding).toEqual([0.5, 0.25]);
    const outcomes = (await stack.events()).filter((event) => kindOf(event) === 'session.outcome').slice(-2);
    for (const { api, unmapped } of outcomes) {
      expect(api.service?.name).toBe('held');
      expect(unmapped).toMatchObject({ config: before.digest, configVersion: before.version });
    }
  });

  it('is gone back to as a new version, with what it held', async () => {
    const start = (await versions()).at(-1);
    const before = await newest();
    const answer = await rollBack('2');
    expect(answer.status).toBe(200);
    expect(applied(answer).version).toBe(before.version + 1);
    await until('added', '200');
    const [now, , ...older] = await versions();
    expect(now).toMatchObject({ origin: 'rollback', version: before.version + 1, subject: 'ada.example' });
    expect(now?.digest).toBe(older.find(({ version }) => version === 2)?.digest);
    expect((await configEvents()).at(-1)).toMatchObject({
      unmapped: { config: now?.digest, configVersion: now?.version, rolledBackTo: 2 },
    });
    expect(start).toMatchObject({ version: 1, origin: 'start' });
  });

  it('outlives a restart, whatever the file says', async () => {
    const lines: string[] = [];
    const before = await versions();
    await writeFile(join(stack.folder, 'sallyport.yaml'), file);
    const third = await startAgain(lines);
    expect(await told('added', third.url)).toBe('200');
    expect(await versions()).toEqual(before);
    await third.close();
    expect(lines.join('')).toContain('configuration file ignored');
  });
});

describe('two who apply at once', () => {
  it('from one version: one of them is refused, on whichever replica', async () => {
    const base = String((await newest()).version);
    const answers = await Promise.all(
      [stack.companion.url, other.url, stack.companion.url, other.url].map((origin, at) =>
        apply(withConnection(`racer-${at}`, stack.provider.url), { base_version: base }, origin),
      ),
    );
    expect(answers.map(verdict).toSorted()).toEqual(['200', ...Array(3).fill('409 version_conflict')]);
    expect((await newest()).version).toBe(Number(base) + 1);
    expect(verdict(await apply(file, { base_version: base }))).toBe('409 version_conflict');
  });
});

describe('nothing changes when', () => {
  const provider = () => stack.provider.url;
  it.each<[string, () => ReturnType<typeof apply>, string, RegExp?]>([
    [
      'a key is misspelt',
      () => apply(file.replace('connections:', 'conections:')),
      '400 version_invalid',
      /^sallyport\.yaml:\d+:\d+ has an unknown key: did you mean connections\?$/,
    ],
    ['the YAML is none', () => apply(`${file}\n- ${MARKER}: [`), '400 version_invalid', /^sallyport\.yaml:\d+:\d+ /],
    [
      'a rule names what is not there',
      () =>
        apply(
          `${file}policy: { version: 1, name: a, rules: [{ name: b, when: { connections: [${MARKER}] }, then: deny }] }\n`,
        ),
      '400 version_invalid',
      /^sallyport\.yaml:\d+:\d+ policy\/rules\/b\/when\/connections\/0 must name a configured connection$/,
    ],
    [
      'the policy’s own file is wrong',
      () => apply(`${file}policyFile: ./ward.yaml\n`, { policy: `version: 1\nname: a\nrools: ${MARKER}\n` }),
      '400 version_invalid',
      /^ward\.yaml:3:1 has an unknown key: did you mean rules\?$/,
    ],
    [
      'the policy’s own file is not sent',
      () => apply(`${file}policyFile: ./sallyport.yaml\n`),
      '400 version_invalid',
      /policyFile must be sent too/,
    ],
    [
      'a secret is missing',
      () => apply(withConnection('poor', provider()).replace('secret: provider-key', `secret: ${MARKER}`)),
      '400 version_invalid',
      /^connections\/poor: no secret of this name is sealed$/,
    ],
    [
      'a certificate is missing',
      () =>
        apply(
          withConnection('torn', 'https://models.example').replace(
            'insecureHttp: true',
            `tls: { caFile: ./${MARKER}.pem }`,
          ),
        ),
      '400 version_invalid',
      /^connections\/torn: tls\/caFile/,
    ],
    [
      'an issuer is not configured here',
      () =>
        apply(
          withConnection('far', provider())
            .replace('allow: { subjects: ["*"] }', 'allow: { subjects: ["*"], issuer: "https://far.example" }')
            .replace('issuers:\n', 'issuers:\n  - { issuer: "https://far.example", audience: sallyport }\n'),
        ),
      '400 version_invalid',
      /must name a configured issuer/,
    ],
    ['the base is no number', () => apply(file, { base_version: 'latest' }), '400 request_invalid'],
    ['there is another member', () => apply(file, { force: 'yes' }), '400 request_invalid'],
    ['the version is unknown', () => rollBack('999999'), '404 version_unknown'],
    ['the version is no number', () => rollBack('-1'), '400 request_invalid'],
    ['it is too much', () => apply(`${file}#${'x'.repeat(6_291_456)}`), '413 body_too_large'],
    [
      'an auditor applies',
      () => adminCall(stack, auditor, { method: 'POST', path: CONFIG, body: { content: file } }),
      '403 role_missing',
    ],
    [
      'an auditor rolls back',
      () => adminCall(stack, auditor, { method: 'POST', path: `${CONFIG}/rollback`, body: { version: '1' } }),
      '403 role_missing',
    ],
  ])('%s', async (_, act, expected, place) => {
    const [before, events] = [await versions(), (await configEvents()).length];
    const answer = await act();
    expect(verdict(answer)).toBe(expected);
    const { detail = '' } = JSON.parse(answer.body) as { detail?: string };
    expect(detail).toMatch(place ?? /^$/);
    expect(answer.body).not.toContain(MARKER);
    expect(await versions()).toEqual(before);
    expect((await configEvents()).length).toBe(events);
    expect(await told('openai', stack.companion.url)).toBe('200');
  });

  it('and says that the rest of a file takes a restart', async () => {
    const answer = await apply(file.replace('publicUrl:', 'tempDir: ./tmp\npublicUrl:'));
    expect(applied(answer)).toMatchObject({ restart_needed: true });
    expect(verdict(await adminCall(stack, auditor, { path: CONFIG }))).toBe('200');
  });
});

describe('a replica that cannot open what another one applied', () => {
  it('refuses calls and is not ready, until it can', async () => {
    const pem = join(stack.folder, 'ca.pem');
    const away = await loadConfig(join(stack.folder, 'sallyport.yaml'));
    // The same file elsewhere: what its relative paths lead to is not there.
    const config = { ...away, folder: join(stack.folder, 'elsewhere'), listen: { host: '127.0.0.1', port: 0 } };
    const lines: string[] = [];
    const stream = new Writable({
      write: (chunk, _, done) => {
        lines.push(String(chunk));
        done();
      },
    });
    const third = await startCompanion({ config, databaseUrl, log: createLog({ stream }) });
    const ready = async () => (await rawCall(third.url, { method: 'GET', path: '/readyz' })).status;
    expect([await ready(), await told('openai', third.url)]).toEqual([200, '200']);
    await writeFile(pem, rootCertificates[0] ?? '');
    const tls = withConnection('pinned', 'https://models.example/v1').replace(
      'insecureHttp: true',
      'tls: { caFile: ./ca.pem }',
    );
    expect((await apply(tls)).status).toBe(200);
    await expect.poll(ready, PATIENCE).toBe(503);
    expect(await told('openai', third.url)).toBe('503 version_unavailable');
    expect(await told('openai', stack.companion.url)).toBe('200');
    expect(lines.join('')).toContain('configuration refused');
    expect((await rollBack('1')).status).toBe(200);
    await expect.poll(ready, PATIENCE).toBe(200);
    expect(await told('openai', third.url)).toBe('200');
    await third.close();
  });
});

describe('whoever has the database alone', () => {
  it('puts nothing in force: a row that they changed is refused', async () => {
    const before = await nativeFailure(plainClient(stack, token).embeddings.create(EMBEDDING));
    expect(before.type).toBe('none');
    const config = await loadConfig(join(stack.folder, 'sallyport.yaml'));
    const { database, close } = await openCompanionStore({ config, databaseUrl });
    await database.query({
      name: 'forge',
      text: `insert into config_version (version, digest, content, origin, created_at)
        select version + 1, digest, content, origin, now() from config_version order by version desc limit 1`,
      values: [],
    });
    await until('openai', '503 version_unavailable');
    expect(verdict(await rollBack('1'))).toBe('200');
    await until('openai', '200');
    await close();
  });
});
