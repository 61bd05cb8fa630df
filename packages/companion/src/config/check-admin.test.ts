import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSallyportError } from '@sallyport/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';

const ADMIN = 'issuer: "https://login.example/", clientId: sallyport-cli, roles: { admin: [platform] }';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-admin-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(admin: string) {
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
${admin}`,
  );
  return loadConfig(file);
}

async function place(admin: string): Promise<string> {
  const refusal: unknown = await load(admin).then(String, (cause: unknown) => cause);
  return isSallyportError(refusal) ? (refusal.place ?? '') : String(refusal);
}

describe('admin', () => {
  it('is off unless it is configured, and then has its defaults', async () => {
    expect(await load('')).not.toHaveProperty('admin');
    expect((await load(`admin: { ${ADMIN} }`)).admin).toEqual({
      issuer: 'https://login.example/',
      clientId: 'sallyport-cli',
      scope: 'openid',
      roles: { admin: ['platform'] },
      sessionSeconds: 28_800,
      idleSeconds: 3_600,
    });
  });

  it.each([
    ['an issuer that is not configured', ADMIN.replace('login.', 'elsewhere.'), 'admin/issuer must name a configured'],
    ['no roles', ADMIN.replace('admin: [platform]', ''), 'admin/roles must be at least one of admin, reviewer'],
    ['an unknown role', ADMIN.replace('admin:', 'admn:'), 'admin/roles has an unknown key: did you mean admin?'],
    ['a role for everybody', ADMIN.replace('platform', '"*"'), 'admin/roles/admin/0 must be a group, and not *'],
    ['a role for nobody', ADMIN.replace('platform', ''), 'admin/roles/admin must be a list of groups'],
    [
      'a session of days',
      `${ADMIN}, sessionSeconds: 86401`,
      'admin/sessionSeconds must be a number of seconds from 300',
    ],
    ['an idle time below the grain', `${ADMIN}, idleSeconds: 60`, 'admin/idleSeconds must be a number of seconds from'],
    ['a scope with two spaces', `${ADMIN}, scope: "openid  groups"`, 'admin/scope must be a list of scopes'],
    ['a resource that is none', `${ADMIN}, resource: sallyport`, 'admin/resource must be a URI'],
    ['an unknown key', `${ADMIN}, secret: x`, 'admin has an unknown key'],
  ])('refuses %s', async (_, admin, words) => {
    expect(await place(`admin: { ${admin} }`)).toContain(words);
  });
});
