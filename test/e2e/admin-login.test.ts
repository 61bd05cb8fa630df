import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Postgres, signIn, startPostgres } from '@sallyport/testkit';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchBrowser } from '../report/open-page.ts';
import { ADMIN_STACK, USERS } from '../stack/admin-callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { type RunningCommand, runCommand, startCommand } from '../stack/run-command.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const ADDRESS = /^ {2}(http\S+)$/m;

let server: Postgres;
let browser: Browser | undefined;
let stack: Stack;
let ledger: LedgerWatch;
let home = '';
beforeAll(async () => {
  server = await startPostgres();
  const databaseUrl = await server.createDatabase();
  stack = await startStack({ ...ADMIN_STACK, databaseUrl });
  vi.stubEnv('DATABASE_URL', databaseUrl);
  ledger = await watchLedger(stack);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await browser?.close();
  await stack?.close();
  await server?.stop();
});
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sallyport-home-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const env = (folder = home) => ({ XDG_CONFIG_HOME: folder });
const sessionFile = () => join(home, 'sallyport', 'session.json');
const run = (...args: string[]) => runCommand(args, '', env());
const login = (args: readonly string[] = [], input = '', folder = home): RunningCommand =>
  startCommand(['login', '--url', stack.companion.url, '--no-browser', ...args], { input, env: env(folder) });

type User = (typeof USERS)[keyof typeof USERS];

/** Logs a user in by a browser that a script stands in for. */
async function logInAs(user: User, { args = [], input = '', folder = home }: LoginWay = {}) {
  const command = login(args, input, folder);
  const [, address = ''] = await command.says(ADDRESS);
  const [page, outcome] = await Promise.all([signIn(address, user), command.ended]);
  return { address, page, outcome };
}

interface LoginWay {
  readonly args?: readonly string[];
  readonly input?: string;
  readonly folder?: string;
}

describe('sallyport login', () => {
  it('logs in by PKCE, keeps the session for its user alone, and shows no token to the browser', async () => {
    const { address, page, outcome } = await logInAs(USERS.admin);
    expect(outcome).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^logged in as admin until \S+Z\n$/) });
    const asked = new URL(address).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid',
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/),
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThanOrEqual(43);
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('You are logged in') });
    const kept = JSON.parse(await readFile(sessionFile(), 'utf8')) as { token: string; key: { d: string } };
    expect(kept).toMatchObject({ url: stack.companion.url, key: { kty: 'EC', crv: 'P-256', d: expect.any(String) } });
    expect((await stat(sessionFile())).mode & 0o777).toBe(0o600);
    expect((await stat(join(home, 'sallyport'))).mode & 0o777).toBe(0o700);
    for (const secret of [kept.token, kept.key.d, new URL(page.url).searchParams.get('code') ?? '-']) {
      expect(`${page.body}${outcome.out}${outcome.err}${stack.log()}`).not.toContain(secret);
    }
    const who = await run('whoami');
    expect(who).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^subject +grace\.example\n(.*\n)*roles +admin\n/),
    });
    expect(await ledger.lines()).toEqual(['grant.issued', 'admin.read']);
  });

  it('logs in by a device code', async () => {
    const command = login(['--device']);
    const [, address = ''] = await command.says(/or open this address\n {2}(\S+)\n/);
    const [page, outcome] = await Promise.all([signIn(address, USERS.auditor), command.ended]);
    expect(page.body).toContain('Signed in');
    expect(outcome).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^logged in as auditor, viewer until /) });
    expect(outcome.err).toMatch(/type in the code\n {2}[A-Z]{4}-[A-Z]{4}\n/);
    expect(await ledger.lines()).toEqual(['grant.issued']);
  });

  it('logs in with a real browser', async () => {
    browser = await launchBrowser();
    const command = login();
    const [, address = ''] = await command.says(ADDRESS);
    const page = await browser.newPage();
    await page.goto(address);
    await page.getByLabel('Name').fill(USERS.auditor.subject);
    await page.getByLabel('Password').fill(USERS.auditor.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
    expect(await page.evaluate(() => document.querySelectorAll('script,img,link,a').length)).toBe(0);
    await page.close();
    expect(await command.ended).toMatchObject({ exitCode: 0 });
    expect(await ledger.lines()).toEqual(['grant.issued']);
  });

  it('proves with a nonce where the companion wants one', async () => {
    const wary = await startStack({ ...ADMIN_STACK, dpop: '{ nonces: required }' });
    const command = startCommand(['login', '--url', wary.companion.url, '--no-browser'], { env: env() });
    const [, address = ''] = await command.says(ADDRESS);
    await signIn(address, USERS.auditor);
    expect(await command.ended).toMatchObject({ exitCode: 0 });
    expect(await run('whoami')).toMatchObject({ exitCode: 0, out: expect.stringContaining('ada.example') });
    await wary.close();
  });

  it('refuses who has no role, says so in both places, and keeps nothing', async () => {
    const { page, outcome } = await logInAs(USERS.nobody);
    expect(outcome).toMatchObject({ exitCode: 1, out: '', err: expect.stringContaining('(role_missing)') });
    expect(page).toMatchObject({ status: 400, body: expect.stringContaining('You are not logged in') });
    expect(await run('whoami')).toMatchObject({ exitCode: 1, err: expect.stringContaining('nobody is logged in') });
    expect(await ledger.lines()).toEqual(['auth.failed role_missing']);
  });

  it('takes no redirect with another state, and goes on waiting', async () => {
    const command = login();
    const [, address = ''] = await command.says(ADDRESS);
    const { redirect_uri: redirect = '', state = '' } = Object.fromEntries(new URL(address).searchParams);
    for (const stray of [
      `${redirect}?code=x&state=y`,
      `${redirect}?code=x`,
      redirect.replace('callback', `x?state=${state}`),
    ]) {
      expect((await fetch(stray)).status).toBe(404);
    }
    expect((await fetch(`${redirect}?code=x&state=${state}`, { method: 'POST' })).status).toBe(404);
    await signIn(address, USERS.auditor);
    expect(await command.ended).toMatchObject({ exitCode: 0 });
    expect(await ledger.lines()).toEqual(['grant.issued']);
  });

  it('fails when the identity provider refuses, or gives a code that is none', async () => {
    for (const answer of ['error=access_denied', 'code=made-up']) {
      const command = login();
      const [, address = ''] = await command.says(ADDRESS);
      const { redirect_uri: redirect, state } = Object.fromEntries(new URL(address).searchParams);
      const page = await fetch(`${redirect}?${answer}&state=${state}`);
      expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('You are not logged in')]);
      expect(await command.ended).toMatchObject({ exitCode: 1, err: expect.stringContaining('(login_failed)') });
    }
    expect(await ledger.lines()).toEqual([]);
  });

  it.each([
    ['http://sallyport.example', 'config_invalid'],
    ['https://ann:secret@sallyport.example', 'config_invalid'],
    ['https://sallyport.example/?token=x', 'config_invalid'],
    ['nothing', 'config_invalid'],
    ['http://127.0.0.1:9', 'companion_unreachable'],
  ])('refuses %s', async (url, code) => {
    expect(await run('login', '--url', url)).toMatchObject({ exitCode: 1, err: expect.stringContaining(`(${code})`) });
  });
});

describe('a kept session', () => {
  it('is not used when others may read it, and is not one when it was spoilt', async () => {
    await logInAs(USERS.auditor);
    await chmod(sessionFile(), 0o640);
    expect(await run('whoami')).toMatchObject({ exitCode: 1, err: expect.stringContaining('(file_unreadable)') });
    await chmod(sessionFile(), 0o600);
    const text = await readFile(sessionFile(), 'utf8');
    for (const spoilt of [
      '',
      '{}',
      text.slice(1),
      text.replace('"d":"', '"d":"A'),
      text.replace('http:', 'http://evil.example/'),
    ]) {
      await writeFile(sessionFile(), spoilt);
      expect(await run('whoami')).toMatchObject({ exitCode: 1, out: '' });
    }
    expect(await ledger.lines()).toEqual(['grant.issued']);
  });

  it('ends by logging out, and is gone', async () => {
    await logInAs(USERS.auditor);
    const kept = await readFile(sessionFile(), 'utf8');
    expect(await run('logout')).toEqual({ exitCode: 0, out: 'logged out\n', err: '' });
    await expect(stat(sessionFile())).rejects.toMatchObject({ code: 'ENOENT' });
    await writeFile(sessionFile(), kept, { mode: 0o600 });
    expect(await run('whoami')).toMatchObject({ exitCode: 1, err: expect.stringContaining('(admin_session_expired)') });
    expect(await run('logout')).toMatchObject({ exitCode: 0 });
    const expired = 'auth.failed admin_session_expired';
    expect(await ledger.lines()).toEqual(['grant.issued', 'grant.revoked', expired, expired]);
  });

  it('lists and ends logins, and takes back what an identity has', async () => {
    const other = join(home, 'other');
    await logInAs(USERS.auditor, { folder: other });
    await logInAs(USERS.admin);
    const list = await run('logins', 'list');
    expect(list.out).toMatch(/^LOGIN +SUBJECT +ISSUER +ROLES +SEEN +UNTIL\n/);
    const [, id = ''] = /^(\S+) +ada\.example /m.exec(list.out) ?? [];
    expect(await run('logins', 'revoke', id)).toEqual({ exitCode: 0, out: 'login ended\n', err: '' });
    expect(await runCommand(['whoami'], '', env(other))).toMatchObject({ err: expect.stringContaining('expired') });
    const { issuer } = stack.identityProvider;
    const revoke = ['revoke', '--issuer', issuer, '--subject', 'ada.example'];
    expect(await run(...revoke)).toMatchObject({ exitCode: 0 });
    expect(await runCommand(revoke, '', env(other))).toMatchObject({ exitCode: 1 });
    const lines = await ledger.lines();
    expect(lines.slice(0, 5)).toEqual([
      'grant.issued',
      'grant.issued',
      'admin.read',
      'grant.revoked',
      'auth.failed admin_session_expired',
    ]);
    expect(lines[5]).toBe('grant.revoked');
  });
});

describe('the bootstrap', () => {
  const bootstrap = (...args: string[]) =>
    runCommand(['bootstrap', '--config', join(stack.folder, 'sallyport.yaml'), ...args]);
  const first = (input: string) => logInAs(USERS.first, { args: ['--bootstrap'], input });

  it('makes the first admin, once, by the newest token', async () => {
    const { out: replaced } = await bootstrap();
    const { out: token, exitCode } = await bootstrap();
    expect([exitCode, token]).toEqual([0, expect.stringMatching(/^[\w-]{43}\n$/)]);
    const outcomes = [(await first(replaced)).outcome, (await first('made-up\n')).outcome];
    for (const { err } of outcomes) expect(err).toContain('(bootstrap_invalid)');
    const { outcome } = await first(token);
    expect(outcome).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^logged in as admin until /) });
    expect((await first(token)).outcome.err).toContain('(bootstrap_invalid)');
    const [one, two, issued, three] = await ledger.events();
    for (const failed of [one, two, three]) expect(failed?.api.response?.error).toBe('bootstrap_invalid');
    expect(issued).toMatchObject({
      actor: { user: { uid: 'mary.example' } },
      unmapped: { roles: ['admin'], bootstrap: true },
    });
    expect(JSON.stringify(await stack.events())).not.toContain(token.trim());
    expect(`${stack.log()}${outcome.err}${outcome.out}`).not.toContain(token.trim());
  });

  it('is an admin from then on, and no second one is made unasked', async () => {
    expect((await logInAs(USERS.first)).outcome.out).toContain('logged in as admin');
    expect(await bootstrap()).toMatchObject({ exitCode: 1, out: '', err: expect.stringContaining('--again') });
    expect((await bootstrap('--again')).exitCode).toBe(0);
    const [event] = await ledger.events();
    expect(event?.unmapped).not.toHaveProperty('bootstrap');
  });

  it('lets one of two in who come at once', async () => {
    const { out: token } = await bootstrap('--again');
    const both = await Promise.all(
      [USERS.nobody, USERS.first].map((user, at) =>
        logInAs(user, { args: ['--bootstrap'], input: token, folder: join(home, String(at)) }),
      ),
    );
    expect(both.map(({ outcome }) => outcome.exitCode).sort()).toEqual([0, 1]);
    expect([...(await ledger.lines())].sort()).toEqual(['auth.failed bootstrap_invalid', 'grant.issued']);
  });

  it('wants the token on standard input', async () => {
    const { err, exitCode } = await login(['--bootstrap'], '\n').ended;
    expect([exitCode, err]).toEqual([1, expect.stringContaining('(body_missing)')]);
    expect((await login(['--bootstrap', 'a-token']).ended).exitCode).toBe(2);
  });
});
