import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@sallyport/core';
import {
  findSentinels,
  makeSentinels,
  type SelfSigned,
  type Slack,
  type Smtp,
  selfSigned,
  startSlack,
  startSmtp,
  startTeams,
  startWebhookReceiver,
  type Teams,
  type WebhookReceiver,
} from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmailConfig } from '../config/index.ts';
import { NOTICE_KINDS } from '../reviews/notifier.ts';
import { emailChannel } from './email/email-channel.ts';
import type { Notice } from './notice.ts';
import { noticeHttp } from './notice-http.ts';
import { type Channels, openChannels } from './open-channels.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const LOGIN = { user: 'sallyport', password: 'an-invented-password' };
const SENTINELS = makeSentinels();
const http = noticeHttp();

let folder = '';
let webhooks: WebhookReceiver;
let slack: Slack;
let teams: Teams;
let smtp: Smtp;
let certificate: SelfSigned;
let channels: Channels;
let secrets: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-channels-'));
  certificate = await selfSigned();
  await writeFile(join(folder, 'ca.pem'), certificate.certificate);
  [webhooks, slack, teams, smtp] = await Promise.all([
    startWebhookReceiver({ secret: SECRET }),
    startSlack(),
    startTeams(),
    startSmtp({ tls: 'starttls', certificate, login: LOGIN }),
  ]);
  secrets = { hook: SECRET, bot: slack.botToken, signing: slack.signingSecret, teams: teams.url, mail: LOGIN.password };
  channels = openChannels(
    {
      webhooks: [{ name: 'hook', url: webhooks.url, secret: 'hook', insecureHttp: false }],
      slack: { name: 'slack', channel: slack.channel, botToken: 'bot', signingSecret: 'signing', apiUrl: slack.url },
      teams: [{ name: 'teams', urlSecret: 'teams' }],
      email: [email()],
    },
    { http, clock: systemClock, secrets: kept() },
  );
});
afterAll(async () => {
  await Promise.all([webhooks.close(), slack.close(), teams.close(), smtp.close(), http.close()]);
  await rm(folder, { recursive: true, force: true });
});

const kept = () => ({
  get: async (name: string) => secrets[name],
  versions: async (name: string) => [{ version: 1, value: secrets[name] ?? '' }],
});
const email = (more: Partial<EmailConfig> = {}): EmailConfig => ({
  ...{ name: 'mail', host: '127.0.0.1', port: smtp.port, tls: 'starttls', caFile: join(folder, 'ca.pem') },
  ...{ user: LOGIN.user, passwordSecret: 'mail', from: 'sallyport@hospital.example' },
  to: ['privacy@hospital.example', 'security@hospital.example'],
  ...more,
});

/** A notice about a review whose row held identifiers wherever a notice has no room for them. */
function notice(kind: Notice['kind'], more: Partial<Notice['review']> = {}): Notice {
  const id = crypto.randomUUID();
  const sealed = { body: SENTINELS.map(({ sentence }) => sentence).join('\n'), rule: SENTINELS[0]?.value };
  const review = {
    ...({ id, url: `https://sallyport.example/reviews/${id}`, kind: 'call', state: 'pending' } as const),
    ...({ connection: 'openai', operation: 'embeddings.create', purpose: 'research' } as const),
    requester: { issuer: 'https://login.example/', subject: 'notes-app' },
    ...{ found: { NAME: 3, SSN: 2 }, inputs: 120, bodyBytes: 48_213 },
    ...{ requestedAt: Date.UTC(2026, 10, 29, 8), expiresAt: Date.UTC(2026, 10, 29, 9) },
    ...sealed,
    ...more,
  };
  return { id: crypto.randomUUID(), kind, review };
}
const signal = new AbortController().signal;
const deliver = (channel: string, one: Notice) => channels.channels.get(channel)?.deliver(one, { signal });
const last = <T>(items: readonly T[]): T => items.at(-1) as T;
const refused = (code: string) => expect.objectContaining({ code });

describe.each(NOTICE_KINDS)('a notice of kind %s', (kind) => {
  it('comes to a webhook', async () => {
    const one = notice(kind);
    await deliver('hook', one);
    expect(last(webhooks.taken)).toMatchObject({ id: one.id, body: { kind, review: { id: one.review.id } } });
  });

  it('comes to a channel of Teams, with a link', async () => {
    const one = notice(kind);
    await deliver('teams', one);
    const { body, actions } = last(teams.cards);
    expect(body.flatMap(({ facts = [] }) => facts)).toContainEqual({ title: 'Found', value: '3 NAME, 2 SSN' });
    expect(actions).toEqual([{ type: 'Action.OpenUrl', title: 'Look at the review', url: one.review.url }]);
  });

  it('comes to a mailbox, as plain text over TLS', async () => {
    const one = notice(kind);
    await deliver('mail', one);
    const { raw, ...mail } = last(smtp.mails);
    expect(mail).toEqual({
      ...{ from: 'sallyport@hospital.example', secure: true, user: LOGIN.user },
      to: ['privacy@hospital.example', 'security@hospital.example'],
    });
    const [head = '', text] = raw.split('\r\n\r\n', 1).concat(raw.slice(raw.indexOf('\r\n\r\n')));
    expect(head).toContain(`Message-ID: <${one.id}@sallyport.example>`);
    expect(head).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m);
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(head).not.toMatch(/multipart|html/i);
    expect(text).toContain(`sallyport reviews show ${one.review.id}`);
    expect(text).toContain(one.review.url);
  });

  it('comes to a channel of Slack, with buttons while it can be decided', async () => {
    const one = notice(kind);
    await deliver('slack', one);
    const { blocks, metadata } = last(slack.messages);
    expect(metadata).toMatchObject({ event_payload: { notice: one.id, kind, review: one.review.id } });
    const actions = (of: typeof blocks) => JSON.stringify(of).match(/sallyport_(approve|reject|open)/g);
    expect(actions(blocks)).toEqual(['sallyport_approve', 'sallyport_reject', 'sallyport_open']);
    await deliver('slack', notice(kind, { state: 'rejected' }));
    expect(actions(last(slack.messages).blocks)).toEqual(['sallyport_open']);
  });
});

describe('a notice', () => {
  it('holds nothing of a body, to nobody', async () => {
    const names = ['hook', 'slack', 'teams', 'mail'];
    for (const kind of NOTICE_KINDS) for (const name of names) await deliver(name, notice(kind));
    const received = [webhooks, slack, teams].flatMap(({ requests }) => requests);
    const all = Buffer.concat(
      received.flatMap(({ path, headers, body }) => [Buffer.from(path + JSON.stringify(headers)), body]),
    );
    expect(all.length).toBeGreaterThan(10_000);
    expect(findSentinels(all, SENTINELS)).toEqual([]);
    expect(findSentinels(smtp.mails.map(({ raw }) => raw).join('\n'), SENTINELS)).toEqual([]);
  });

  it('cannot be made to link, to mention, or to hold more lines, by what a requester is called', async () => {
    const subject = '<!channel> [click](https://evil.example) <https://evil.example|x>\r\nBcc: eve@evil.example';
    const one = notice('requested', { requester: { issuer: 'https://login.example/', subject } });
    for (const name of ['slack', 'teams', 'mail']) await deliver(name, one);
    const texts = JSON.stringify(last(slack.messages).blocks);
    expect(texts).toContain('<!channel>');
    expect(texts).not.toContain('mrkdwn');
    expect(last(slack.messages).text).toBe(`A call waits for review: ${one.review.id}`);
    const facts = last(teams.cards).body.flatMap(({ facts: some = [] }) => some);
    expect(facts[0]?.value).toBe(
      '\\<!channel\\> \\[click\\](https://evil.example) \\<https://evil.example|x\\> Bcc: eve@evil.example',
    );
    expect(last(smtp.mails).to).toHaveLength(2);
    expect(last(smtp.mails).raw).not.toMatch(/^Bcc:/m);
  });
});

describe('Slack', () => {
  it('has the messages of a review changed once it has ended, and a new one where they are not known', async () => {
    const one = notice('requested');
    await deliver('slack', one);
    await deliver('slack', { ...one, kind: 'escalated' });
    const [first, second] = slack.messages.slice(-2);
    const count = slack.messages.length;
    const ended = { ...one, kind: 'decided', review: { ...one.review, state: 'approved' } } as const;
    await deliver('slack', ended);
    const changed = slack.messages.filter(({ ts }) => ts === first?.ts || ts === second?.ts);
    expect(changed.map(({ text, updated }) => [text, updated])).toEqual(
      Array(2).fill([`A call was approved: ${one.review.id}`, true]),
    );
    expect(slack.messages).toHaveLength(count);
    await deliver('slack', { ...ended, kind: 'expired' });
    expect(slack.messages).toHaveLength(count + 1);
  });

  it.each([
    ['an answer that is no JSON', { kind: 'invalid-json' }, 'upstream_invalid'],
    ['too many calls', { kind: 'status', status: 429, headers: { 'retry-after': '30' } }, 'upstream_failed'],
    ['an error', { kind: 'status', status: 200, body: '{"ok":false,"error":"fatal_error"}' }, 'upstream_failed'],
    ['an answer that says nothing', { kind: 'status', status: 200, body: '{}' }, 'upstream_invalid'],
  ] as const)('fails a notice after %s', async (_, fault, code) => {
    slack.fail(fault);
    await expect(deliver('slack', notice('requested'))).rejects.toThrow(refused(code));
  });

  it('is called with the token of now', async () => {
    const { bot } = secrets;
    secrets.bot = 'xoxb-that-was-revoked';
    await expect(deliver('slack', notice('requested'))).rejects.toThrow(refused('upstream_credential'));
    secrets.bot = bot ?? '';
    await deliver('slack', notice('requested'));
  });
});

describe('Teams', () => {
  it.each([
    ['an address that is never called', 'https://169.254.169.254/latest'],
    ['plain http', 'http://teams.example/workflows'],
    ['no URL', 'not a URL'],
  ])('is not called by a URL that is %s', async (_, url) => {
    const { teams: right } = secrets;
    secrets.teams = url;
    await expect(deliver('teams', notice('requested'))).rejects.toThrow(refused('upstream_not_allowed'));
    secrets.teams = right ?? '';
  });

  it('fails a notice where the workflow is another’s', async () => {
    const { teams: right = '' } = secrets;
    secrets.teams = right.replace('sig=', 'sig=x');
    await expect(deliver('teams', notice('requested'))).rejects.toThrow(refused('upstream_credential'));
    secrets.teams = right;
  });
});

describe('e-mail', () => {
  const send = (config: EmailConfig, options = { signal }) =>
    emailChannel(config, { secrets: kept() }).deliver(notice('requested'), options);

  it('goes over TLS from the first byte', async () => {
    const server = await startSmtp({ tls: 'implicit', certificate, login: LOGIN });
    await send(email({ port: server.port, tls: 'implicit' }));
    expect(server.mails.map(({ secure, user }) => [secure, user])).toEqual([[true, LOGIN.user]]);
    await server.close();
  });

  it('goes without TLS to this very machine, where that was said', async () => {
    const server = await startSmtp();
    const { user: _, passwordSecret: __, ...open } = email({ port: server.port, tls: 'none' });
    await send(open);
    expect(server.mails.map(({ secure }) => secure)).toEqual([false]);
    // And not a word of it where TLS was asked for and is not offered.
    await expect(send({ ...open, tls: 'starttls' })).rejects.toThrow(refused('upstream_untrusted'));
    expect(server.mails).toHaveLength(1);
    await server.close();
  });

  it('does not go to a server that offers no login, where there is one to make', async () => {
    const server = await startSmtp();
    await expect(send(email({ port: server.port, tls: 'none' }))).rejects.toThrow(refused('upstream_credential'));
    expect(server.mails).toEqual([]);
    await server.close();
  });

  it.each([
    ['a certificate of nobody’s', { caFile: undefined }, 'upstream_untrusted'],
    ['authorities that cannot be read', { caFile: '/nowhere/ca.pem' }, 'upstream_untrusted'],
    ['another password', { passwordSecret: 'hook' }, 'upstream_credential'],
    ['a password that is not sealed', { passwordSecret: 'missing' }, 'credential_unavailable'],
    ['a server that is not there', { port: 1 }, 'upstream_unreachable'],
    ['an address that is never called', { host: '169.254.169.254' }, 'upstream_not_allowed'],
  ])('fails with %s', async (_, more, code) => {
    const before = smtp.mails.length;
    await expect(send(email(more as Partial<EmailConfig>))).rejects.toThrow(refused(code));
    expect(smtp.mails).toHaveLength(before);
  });

  it('fails for now when the server says so', async () => {
    smtp.fail(1);
    await expect(send(email())).rejects.toThrow(refused('upstream_failed'));
    await send(email());
  });

  it('is cut when it is to end', async () => {
    const ended = AbortSignal.abort();
    await expect(send(email(), { signal: ended })).rejects.toThrow(refused('cancelled'));
  });
});
