import { join } from 'node:path';
import { type Companion, type CompanionStore, loadConfig, openCompanionStore } from '@sallyport/companion';
import {
  findSentinels,
  makeSentinels,
  type Postgres,
  type Slack,
  type SlackPosting,
  type Smtp,
  startPostgres,
  startSlack,
  startSmtp,
  startTeams,
  startWebhookReceiver,
  type Teams,
  type WebhookReceiver,
} from '@sallyport/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { rawCall } from '../stack/raw-call.ts';
import { kindOf, readVerified } from '../stack/read-verified.ts';
import { startReplica } from '../stack/start-replica.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const KINDS = ['requested', 'escalated', 'decided', 'break_glass', 'expired'] as const;
const CHANNELS = ['siem', 'workspace', 'office', 'mailbox'];
const SECRET = `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64')}`;
const SENTINELS = makeSentinels();
const IDENTIFIERS = SENTINELS.map(({ sentence }) => sentence).join('\n');
const MEMBER = 'U024BE7LH';
const SLOWLY = { timeout: 60_000 };

let postgres: Postgres;
let stack: Stack;
let replica: Companion;
let store: CompanionStore;
let webhooks: WebhookReceiver;
let slack: Slack;
let teams: Teams;
let smtp: Smtp;

beforeAll(async () => {
  [postgres, webhooks, slack, teams, smtp] = await Promise.all([
    startPostgres(),
    startWebhookReceiver({ secret: SECRET }),
    startSlack(),
    startTeams(),
    startSmtp(),
  ]);
  const databaseUrl = await postgres.createDatabase();
  stack = await startStack({ databaseUrl, top: notifyConfig() });
  replica = await startReplica(stack, databaseUrl);
  store = await openCompanionStore({ config: await loadConfig(join(stack.folder, 'sallyport.yaml')), databaseUrl });
  const sealed = { hook: SECRET, bot: slack.botToken, signing: slack.signingSecret, flow: teams.url };
  for (const [name, value] of Object.entries(sealed)) await store.secrets.put(name, value);
});
afterAll(async () => {
  await replica.close();
  await Promise.all([stack.close(), store.close()]);
  await Promise.all([webhooks.close(), slack.close(), teams.close(), smtp.close(), postgres.stop()]);
});
beforeEach(async () => {
  await store.database.query({ name: 'test_no_notices', text: 'delete from notice', values: [] });
  for (const one of [webhooks, slack, teams]) one.clear();
});

function notifyConfig(): string {
  const mail = `host: 127.0.0.1, port: ${smtp.port}, tls: none, from: sallyport@hospital.example, to: [privacy@hospital.example]`;
  return `notify:
  webhooks: [{ name: siem, url: "${webhooks.url}", secret: hook }]
  slack: { name: workspace, channel: ${slack.channel}, botToken: bot, signingSecret: signing, apiUrl: "${slack.url}" }
  teams: [{ name: office, urlSecret: flow }]
  email: [{ name: mailbox, ${mail} }]
people:
  - name: grace
    accounts: [{ issuer: "<issuer>", subject: grace.example }, { issuer: "<issuer>", subject: grace.research }]
    slack: ${MEMBER}`;
}

interface Row {
  /** Default: somebody else. */
  readonly subject?: string;
  /** Default: what no notice may look at. */
  readonly demand?: object;
}

/** Puts a review into the database as if a call waited, with identifiers wherever no notice may look. */
async function insertReview({ subject = 'notes-app', demand = { groups: [IDENTIFIERS] } }: Row = {}): Promise<string> {
  const id = crypto.randomUUID();
  const { issuer } = stack.identityProvider;
  await store.database.query({
    name: 'test_review',
    text: `insert into review (id, state, kind, issuer, subject, connection, operation, policy, rule, demand, purpose, correlation_id,
        found, applied, body_bytes, inputs, before, after, sealed_subject, sealed_body, body_cut, requested_at, expires_at)
      values ($1::uuid, 'pending', 'call', $2, $3, 'openai', 'embeddings.create', $4, 'risky', $5, 'research', $1::uuid,
        '{"NAME":3}', '{}', 48213, 120, $7, $6, $6, $6, true, now(), now() + interval '1 hour')`,
    values: [
      id,
      issuer,
      subject,
      `sha256:${'0'.repeat(64)}`,
      JSON.stringify(demand),
      Buffer.from(IDENTIFIERS),
      Buffer.from(id),
    ],
  });
  return id;
}

async function insertNotices(review: string, kind: string, channels: readonly string[] = CHANNELS): Promise<void> {
  await store.database.query({
    name: 'test_notice',
    text: `insert into notice (id, review, channel, kind, next_at, created_at)
      select gen_random_uuid(), $1::uuid, one, $2, now(), now() from unnest($3::text[]) as one`,
    values: [review, kind, channels],
  });
}

async function notices() {
  const text = 'select id, channel, attempts, dead_at is not null as dead from notice order by channel';
  const rows = await store.database.query({ name: 'test_notices', text, values: [] });
  return rows as readonly {
    readonly id: string;
    readonly channel: string;
    readonly attempts: number;
    readonly dead: boolean;
  }[];
}

const delivered = () => vi.waitFor(async () => expect(await notices()).toEqual([]), SLOWLY);
const post = ({ body, headers }: SlackPosting, origin = stack.companion.url) =>
  rawCall(origin, { path: '/v1/slack/interactions', headers, body });

describe('notices of reviews', () => {
  it('come to every channel, each kind once, from whichever of two companions; none holds anything of a body', async () => {
    const before = { mails: smtp.mails.length, messages: slack.messages.length, cards: teams.cards.length };
    const review = await insertReview();
    for (const kind of KINDS) await insertNotices(review, kind);
    await delivered();
    expect(webhooks.taken.map(({ body }) => body.kind).sort()).toEqual([...KINDS].sort());
    expect(teams.cards.length - before.cards).toBe(KINDS.length);
    expect(smtp.mails.length - before.mails).toBe(KINDS.length);
    // What ends a review is a change of its message, where the companion knows that.
    const posted = slack.requests.filter(({ path }) => path === '/api/chat.postMessage').length;
    expect(slack.messages.length - before.messages).toBe(posted);
    expect(slack.requests.length).toBeGreaterThanOrEqual(KINDS.length);
    const sent = [webhooks, slack, teams].flatMap(({ requests }) => requests.map(({ body }) => body.toString('utf8')));
    const said = [...sent, ...smtp.mails.map(({ raw }) => raw), stack.log()].join('\n');
    expect(said).toContain(review);
    expect(findSentinels(said, SENTINELS)).toEqual([]);
    expect(webhooks.faults).toEqual([]);
  });

  it('are tried again under the same id, and given up in the end', async () => {
    webhooks.fail({ kind: 'status', status: 500 });
    await insertNotices(await insertReview(), 'requested', ['siem']);
    await vi.waitFor(() => expect(webhooks.requests).toHaveLength(1), SLOWLY);
    const [one] = await notices();
    // The wait is of seconds.
    await vi.waitFor(async () => {
      await store.database.query({ name: 'test_at_once', text: 'update notice set next_at = now()', values: [] });
      expect(webhooks.requests.length).toBeGreaterThanOrEqual(2);
    }, SLOWLY);
    await delivered();
    expect(new Set(webhooks.requests.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([one?.id]));

    webhooks.fail({ kind: 'status', status: 500 }, Number.POSITIVE_INFINITY);
    await insertNotices(await insertReview(), 'requested', ['siem']);
    const last = {
      name: 'test_last_try',
      text: 'update notice set attempts = 9, next_at = now() where dead_at is null',
      values: [],
    };
    await vi.waitFor(async () => {
      await store.database.query(last);
      expect((await notices()).map(({ dead }) => dead)).toEqual([true]);
    }, SLOWLY);
    webhooks.clear();
  });

  it('are signed with a secret that was changed meanwhile', async () => {
    await store.secrets.put('hook', 'whsec_bm90IHRoZSByaWdodCBvbmUgYXQgYWxs');
    await insertNotices(await insertReview(), 'requested', ['siem']);
    await vi.waitFor(() => expect(webhooks.faults).toEqual(['signature']), SLOWLY);
    await store.secrets.put('hook', SECRET);
    await vi.waitFor(async () => {
      await store.database.query({ name: 'test_at_once', text: 'update notice set next_at = now()', values: [] });
      expect(await notices()).toEqual([]);
    }, SLOWLY);
  });
});

describe('a member of the workspace', () => {
  const message = async (row: Row = {}) => {
    const before = slack.messages.length;
    const review = await insertReview(row);
    await insertNotices(review, 'requested', ['workspace']);
    await vi.waitFor(() => expect(slack.messages).toHaveLength(before + 1), SLOWLY);
    return { review, ts: slack.messages.at(-1)?.ts ?? '' };
  };
  /** Presses Approve and says why. */
  const approve = async (ts: string, why = 'An agreed study.') => {
    await post(slack.press(ts, 'sallyport_approve', { user: MEMBER }));
    return JSON.parse((await post(slack.submit(why, { user: MEMBER }))).body);
  };
  const DEMAND = { groups: ['privacy'], quorum: 1, expiresIn: 3600, useWithin: 600 };

  it('approves a call, as the account that is theirs; everybody is told, and nobody of what they wrote', async () => {
    const { issuer } = stack.identityProvider;
    await store.database.query({
      name: 'test_groups',
      text: `insert into identity_groups (issuer, subject, groups, at) values ($1, 'grace.example', '["privacy"]', now())`,
      values: [issuer],
    });
    const { review, ts } = await message({ demand: DEMAND });
    const written = makeSentinels(['SSN', 'MRN']);
    const answer = await approve(ts, written.map(({ sentence }) => sentence).join(' '));
    expect(answer).toMatchObject({ response_action: 'update' });
    expect(JSON.stringify(answer)).toContain('Approved. Your decision is recorded.');
    await delivered();
    const told = webhooks.taken.filter(({ body }) => (body.review as { id: string }).id === review);
    expect(told.map(({ body }) => [body.kind, (body.review as { state: string }).state])).toEqual([
      ['decided', 'approved'],
    ]);
    expect(slack.messages.filter(({ text }) => text === `A call was approved: ${review}`)).toHaveLength(1);
    const leaves = await readVerified(await stack.exportLedger(), { reviewsPut: true });
    const decided = leaves.filter((leaf) => kindOf(leaf) === 'review.decided');
    expect(decided).toHaveLength(1);
    expect(JSON.stringify(decided)).toContain('grace.example');
    const sent = [webhooks, slack, teams].flatMap(({ requests }) => requests.map(({ body }) => body.toString('utf8')));
    const said = [...sent, ...smtp.mails.map(({ raw }) => raw), stack.log()].join('\n');
    expect(findSentinels(said, SENTINELS)).toEqual([]);
    expect(findSentinels(said + JSON.stringify(decided), written)).toEqual([]);
    // Nothing is left to decide.
    expect((await approve(ts)).response_action).toBe('errors');
  });

  it.each([
    [
      'a call of their own, by another account',
      { subject: 'grace.research', demand: DEMAND },
      'Nobody reviews a call of their own',
    ],
    ['a call that others review', { demand: { ...DEMAND, groups: ['security'] } }, 'in none of the groups'],
    [
      'a call that needs a fresh login',
      { demand: { ...DEMAND, stepUp: { maxAge: 300 } } },
      'decide it with sallyport reviews',
    ],
    ['a call whose justification is empty', { demand: DEMAND }, 'A decision needs a justification'],
  ])('does not approve %s', async (name, row, said) => {
    const { ts } = await message(row);
    const answer = await approve(ts, name.includes('empty') ? '   ' : undefined);
    expect(answer.response_action).toBe('errors');
    expect(answer.errors.justification).toContain(said);
  });

  it('is asked why by the dialogue, on either companion, and each of their posts is taken once by both', async () => {
    const { review, ts } = await message();
    const pressed = slack.press(ts, 'sallyport_approve', { user: MEMBER });
    const answers = await Promise.all([post(pressed), post(pressed, replica.url)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(JSON.stringify(slack.views.at(-1))).toContain(review);
    // There is nobody in a group that reviews.
    const submitted = slack.submit('An agreed study.', { user: MEMBER });
    const refused = await post(submitted, replica.url);
    expect(JSON.parse(refused.body)).toMatchObject({ response_action: 'errors' });
    for (const origin of [stack.companion.url, replica.url]) {
      const again = await post(submitted, origin);
      expect([again.status, JSON.parse(again.body).code]).toEqual([401, 'signature_invalid']);
    }
  });

  it('decides nothing who is not mapped, nor whoever does not sign as Slack does', async () => {
    const { ts } = await message();
    await post(slack.press(ts, 'sallyport_reject', { user: 'U0EVE0000' }));
    expect(JSON.stringify(slack.views.at(-1))).toContain('not linked to anybody who reviews');
    for (const forged of [
      slack.sign({ type: 'view_closed' }, { secret: 'a guess' }),
      slack.sign({ type: 'view_closed' }, { at: Date.now() - 400_000 }),
      { ...slack.sign({ type: 'view_closed' }), body: 'payload=%7B%7D' },
    ]) {
      expect((await post(forged)).status).toBe(401);
    }
    const [garbage, large] = [slack.sign('{'), slack.sign({ filler: 'x'.repeat(70_000) })];
    expect([(await post(garbage)).status, (await post(large)).status]).toEqual([400, 413]);
  });
});

describe('the page that a notice leads to', () => {
  it('is there for any id, to anybody, and says nothing of it', async () => {
    const pages = [await insertReview(), crypto.randomUUID()].map((id) =>
      rawCall(stack.companion.url, { method: 'GET', path: `/reviews/${id}` }),
    );
    const [known, unknown] = await Promise.all(pages);
    expect([known?.status, known?.body]).toEqual([200, unknown?.body]);
    expect(known?.headers['content-security-policy']).toContain("default-src 'none'");
    const beyond = await rawCall(stack.companion.url, { method: 'GET', path: '/reviews/1' });
    expect(beyond.status).toBe(404);
  });
});
