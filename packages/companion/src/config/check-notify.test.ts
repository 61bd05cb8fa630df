import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSallyportError } from '@sallyport/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';

const HOOK = 'name: siem, url: "https://siem.example/hooks?team=1", secret: siem-hook';
const SLACK = 'name: slack, channel: C024BE91L, botToken: slack-bot, signingSecret: slack-signing';
const TEAMS = 'name: teams, urlSecret: teams-url';
const MAIL =
  'name: mail, host: mail.example, port: 465, tls: implicit, from: sallyport@hospital.example, to: [privacy@hospital.example]';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-notify-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(notify: string) {
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
${notify}`,
  );
  return loadConfig(file);
}

async function place(notify: string): Promise<string> {
  const refusal: unknown = await load(`notify: { ${notify} }`).then(String, (cause: unknown) => cause);
  return isSallyportError(refusal) ? (refusal.place ?? '') : String(refusal);
}

describe('notify', () => {
  it('is nobody unless it is configured, and then has its defaults', async () => {
    expect(await load('')).not.toHaveProperty('notify');
    const all = `webhooks: [{ ${HOOK} }], slack: { ${SLACK} }, teams: [{ ${TEAMS} }], email: [{ ${MAIL}, caFile: ca.pem }]`;
    expect((await load(`notify: { ${all} }`)).notify).toEqual({
      webhooks: [{ name: 'siem', url: 'https://siem.example/hooks?team=1', secret: 'siem-hook', insecureHttp: false }],
      slack: {
        name: 'slack',
        channel: 'C024BE91L',
        botToken: 'slack-bot',
        signingSecret: 'slack-signing',
        apiUrl: 'https://slack.com/api',
      },
      teams: [{ name: 'teams', urlSecret: 'teams-url' }],
      email: [
        {
          name: 'mail',
          host: 'mail.example',
          port: 465,
          tls: 'implicit',
          caFile: join(folder, 'ca.pem'),
          from: 'sallyport@hospital.example',
          to: ['privacy@hospital.example'],
        },
      ],
    });
  });

  it.each([
    `webhooks: [{ ${HOOK.replace('https:', 'http:')}, insecureHttp: true }]`,
    `webhooks: [{ ${HOOK.replace('https://siem.example', 'http://127.0.0.1:9000')} }]`,
    `email: [{ ${MAIL.replace('mail.example', 'localhost').replace('implicit', 'none')} }]`,
    `email: [{ ${MAIL.replace('mail.example', '"::1"').replace('implicit', 'none')} }]`,
    `email: [{ ${MAIL}, user: sallyport, passwordSecret: mail-password }]`,
    `slack: { ${SLACK}, team: T024BE7LD }`,
  ])('may be %s', async (notify) => {
    expect((await load(`notify: { ${notify} }`)).notify).toBeDefined();
  });

  it.each([
    ['nobody', '', 'notify must be at least one of webhooks, slack, teams, email'],
    ['an empty list', 'teams: []', 'notify/teams must be a list of 1 to 16 channels of Teams'],
    ['an unknown key', `webhook: [{ ${HOOK} }]`, 'notify has an unknown key: did you mean webhooks?'],
    [
      'a misspelt key',
      `slack: { ${SLACK.replace('botToken', 'botTokn')} }`,
      'has an unknown key: did you mean botToken?',
    ],
    [
      'one name twice',
      `webhooks: [{ ${HOOK} }], teams: [{ ${TEAMS.replace('teams', 'siem')} }]`,
      'teams/siem/name must be unique',
    ],
    ['http', `webhooks: [{ ${HOOK.replace('https:', 'http:')} }]`, 'webhooks/siem/url must be an https URL'],
    [
      'credentials in a URL',
      `webhooks: [{ ${HOOK.replace('//', '//u:p@')} }]`,
      'webhooks/siem/url must be an https URL',
    ],
    [
      'the metadata service',
      `webhooks: [{ ${HOOK.replace('siem.example', '169.254.169.254')} }]`,
      'url must not name an address',
    ],
    [
      'the same in another notation',
      `webhooks: [{ ${HOOK.replace('siem.example', '0xa9fea9fe')} }]`,
      'url must not name an address',
    ],
    [
      'a secret instead of its name',
      `webhooks: [{ ${HOOK.replace('siem-hook', 'whsec_abc')} }]`,
      'secret must be the name of a sealed',
    ],
    [
      'a channel’s name',
      `slack: { ${SLACK.replace('C024BE91L', '"#reviews"')} }`,
      'slack/channel must be the id of a channel',
    ],
    ['Slack over http', `slack: { ${SLACK}, apiUrl: "http://slack.example/api" }`, 'slack/apiUrl must be an https URL'],
    [
      'mail without TLS',
      `email: [{ ${MAIL.replace('implicit', 'none')} }]`,
      'mail/tls may be none only for a host that is this',
    ],
    [
      'mail to the metadata service',
      `email: [{ ${MAIL.replace('mail.example', '169.254.169.254')} }]`,
      'mail/host must not name',
    ],
    [
      'a host that is none',
      `email: [{ ${MAIL.replace('mail.example', '"a:b"')} }]`,
      'mail/host must be a host name or an address',
    ],
    [
      'a user without a password',
      `email: [{ ${MAIL}, user: sallyport }]`,
      'mail/user needs user and passwordSecret both',
    ],
    [
      'a password without a user',
      `email: [{ ${MAIL}, passwordSecret: key }]`,
      'passwordSecret needs user and passwordSecret',
    ],
    [
      'nobody to write to',
      `email: [{ ${MAIL.replace('[privacy@hospital.example]', '[]')} }]`,
      'mail/to must be a list of',
    ],
    [
      'a name before an address',
      `email: [{ ${MAIL.replace('[privacy@hospital.example]', '["P <p@hospital.example>"]')} }]`,
      'mail/to/0 must be an e-mail address',
    ],
    [
      'an address with a line in it',
      `email: [{ ${MAIL.replace('[privacy@hospital.example]', '["p@hospital.example\\nBcc: e@evil.example"]')} }]`,
      'mail/to/0 must be an e-mail',
    ],
  ])('may not be %s', async (_, notify, message) => {
    expect(await place(notify)).toContain(message);
  });
});
