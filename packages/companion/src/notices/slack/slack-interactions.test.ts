import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ErrorCode, type ReviewState, SallyportError, systemClock } from '@sallyport/core';
import { type Slack, type SlackPosting, startSlack } from '@sallyport/testkit';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Access, openAccess } from '../../access/index.ts';
import { createGate } from '../../service/gate.ts';
import { addNoticeRoutes } from '../../service/notice-routes.ts';
import type { Database } from '../../storage/index.ts';
import { openTestDatabase } from '../../storage/open-test-database.test-support.ts';
import { noticeHttp } from '../notice-http.ts';
import { PostedMessages } from './posted-messages.ts';
import { reviewMessage } from './review-message.ts';
import { slackApi } from './slack-api.ts';
import { type SlackInteractionParts, slackInteractions } from './slack-interactions.ts';

type ReviewDecider = SlackInteractionParts['decide'];

const ISSUER = 'https://login.example/';
const GRACE = { issuer: ISSUER, subject: 'grace.example' };
const ADA = { issuer: ISSUER, subject: 'ada.example' };
const PEOPLE = [
  { name: 'grace', accounts: [GRACE, { issuer: ISSUER, subject: 'grace.admin' }], slack: 'U024BE7LH' },
  { name: 'ada', accounts: [ADA], slack: 'U0ADA0000' },
];
const [BY_GRACE, BY_ADA, BY_NOBODY] = [{ user: 'U024BE7LH' }, { user: 'U0ADA0000' }, { user: 'U0EVE0000' }];
const JUSTIFICATION = 'An agreed study, protocol 12.';
const http = noticeHttp();

let folder = '';
let database: Database;
let access: Access;
let slack: Slack;
let service: FastifyInstance;
let posted: PostedMessages;
let decided: Parameters<ReviewDecider>[] = [];
/** How the next decision goes. */
let outcome: ErrorCode | ReviewState | 'slow' = 'approved';
let signingSecrets: string[] = [];
let roles: readonly string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-slack-'));
  database = await openTestDatabase({ url: undefined, dataDir: folder });
  access = await openAccess({ database, clock: systemClock, log: { error: () => undefined } });
  await access.remember({ ...GRACE, groups: ['privacy'] });
  slack = await startSlack();
  posted = new PostedMessages();
  service = fastify({ logger: false });
  for (const method of service.supportedMethods)
    service.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  addNoticeRoutes(service, slackInteractions(parts()), createGate(4));
  await service.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await service.close();
  await Promise.all([slack.close(), http.close(), access.close()]);
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  [decided, outcome, signingSecrets, roles] = [[], 'approved', [slack.signingSecret], ['privacy']];
});
afterEach(() => slack.clear());

/** Decides nothing, and remembers who wanted what: the port as the reviews' own decider speaks it. */
const decide: ReviewDecider = async (...order) => {
  decided.push(order);
  if (outcome === 'slow') return new Promise(() => undefined);
  const state = (['approved', 'rejected', 'pending'] as const).find((one) => one === outcome);
  if (state === undefined) throw new SallyportError(outcome as ErrorCode);
  return { state };
};

function parts() {
  const { channel, url: apiUrl } = slack;
  const secrets = {
    get: async () => slack.botToken,
    versions: async () => signingSecrets.map((value, at) => ({ version: 9 - at, value })),
  };
  return {
    ...{ config: { channel, signingSecret: 'signing' }, people: PEOPLE, secrets, access, posted, decide },
    api: slackApi({ apiUrl, botToken: 'bot' }, { http, secrets }),
    mayReview: async (_: unknown, groups: readonly string[]) => groups.some((group) => roles.includes(group)),
    clock: systemClock,
    log: { error: () => undefined },
  };
}

async function post({ body, headers }: SlackPosting) {
  const { port } = service.server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/v1/slack/interactions`, { method: 'POST', headers, body });
  const text = await answer.text();
  return { status: answer.status, text, json: text === '' ? undefined : JSON.parse(text) };
}

/** Posts the message of a review, as its notice would. */
async function message(): Promise<{ readonly ts: string; readonly review: string }> {
  const review = crypto.randomUUID();
  const { channel, url, botToken } = slack;
  const notice = {
    id: crypto.randomUUID(),
    kind: 'requested' as const,
    review: {
      ...({ id: review, url: 'https://sallyport.example/reviews/1', kind: 'call', state: 'pending' } as const),
      ...{ connection: 'openai', operation: 'embeddings.create', requester: ADA, found: {}, inputs: 1, bodyBytes: 1 },
      ...{ requestedAt: 0, expiresAt: 0 },
    },
  };
  const headers = { authorization: `Bearer ${botToken}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ channel, ...reviewMessage(notice) });
  const answer = await fetch(`${url}/chat.postMessage`, { method: 'POST', headers, body });
  return { ts: ((await answer.json()) as { readonly ts: string }).ts, review };
}

/** Presses a button and submits the dialogue that it opens. */
async function decideBy(
  doing: { readonly user: string },
  action: 'approve' | 'reject' = 'approve',
  text: string | null = JUSTIFICATION,
) {
  const { ts, review } = await message();
  expect(await post(slack.press(ts, `sallyport_${action}`, doing))).toMatchObject({ status: 200, text: '' });
  return { review, answer: await post(slack.submit(text, doing)) };
}

const saidIn = (view: unknown) => JSON.stringify(view);

describe('a member who reviews', () => {
  it.each([
    ['approve', 'approved', 'Approved. Your decision is recorded.'],
    ['reject', 'rejected', 'Rejected. Your decision is recorded.'],
    ['approve', 'pending', 'Others must decide too.'],
  ] as const)('decides as the first account of theirs: %s, which is %s then', async (action, state, said) => {
    outcome = state;
    const { review, answer } = await decideBy(BY_GRACE, action);
    // Nothing says when or how they logged in, so what demands that is refused.
    const reviewer = { identity: GRACE, groups: ['privacy'], amr: [], delegated: false };
    expect(decided).toEqual([[reviewer, { review, decision: action, justification: JUSTIFICATION }]]);
    expect(answer).toMatchObject({ status: 200, json: { response_action: 'update' } });
    expect(saidIn(answer.json)).toContain(said);
    expect(posted.of(review)).toHaveLength(1);
  });

  it.each([
    ['reviewer_is_requester', 'Nobody reviews a call of their own'],
    ['reviewer_not_allowed', 'in none of the groups that review this call'],
    ['review_expired', 'Nobody approved the call in time'],
    ['review_conflict', 'not in a state in which this can be done'],
    ['justification_invalid', 'A decision needs a justification'],
    ['step_up_required', 'decide it with sallyport reviews'],
    ['ledger_unavailable', 'The ledger could not record'],
    ['internal', 'An internal error occurred'],
  ] as const)('is told why not, with what they wrote still there: %s', async (code, said) => {
    outcome = code;
    const { answer } = await decideBy(BY_GRACE);
    expect(answer).toMatchObject({ status: 200, json: { response_action: 'errors' } });
    expect(answer.json.errors.justification).toContain(said);
  });

  it('is told why not, when their groups have no role that reviews', async () => {
    roles = [];
    const { answer } = await decideBy(BY_GRACE);
    expect(answer.json.errors.justification).toBe('This identity has not the role this needs.');
    expect(decided).toEqual([]);
  });

  it('is known by the groups of now', async () => {
    const { answer } = await decideBy(BY_ADA);
    expect(answer.json.errors.justification).toBe('This identity has not the role this needs.');
    await access.remember({ ...ADA, groups: ['privacy', 'staff'] });
    await decideBy(BY_ADA);
    expect(decided.map(([{ groups }]) => groups)).toEqual([['privacy', 'staff']]);
  });

  it('is asked for a justification by the decision, and an empty one is none', async () => {
    outcome = 'justification_invalid';
    const { answer } = await decideBy(BY_GRACE, 'reject', null);
    expect(decided[0]?.[1]).toMatchObject({ decision: 'reject', justification: '' });
    expect(answer.json.response_action).toBe('errors');
  });

  it('has an answer before Slack gives up, whatever the decision takes', async () => {
    outcome = 'slow';
    const { answer } = await decideBy(BY_GRACE);
    expect(saidIn(answer.json)).toContain('is being recorded');
  });

  it('follows a link, and nothing comes of it', async () => {
    const { ts } = await message();
    const views = slack.views.length;
    expect(await post(slack.press(ts, 'sallyport_open', BY_NOBODY))).toMatchObject({ status: 200, text: '' });
    expect(slack.views).toHaveLength(views);
  });

  it('sees that nothing opened, when Slack would not open it', async () => {
    const { ts } = await message();
    slack.fail({ kind: 'status', status: 500 });
    expect((await post(slack.press(ts, 'sallyport_approve', BY_GRACE))).status).toBe(502);
  });
});

describe('a member who is nobody', () => {
  it('is told so by the button', async () => {
    const { ts } = await message();
    expect(await post(slack.press(ts, 'sallyport_approve', BY_NOBODY))).toMatchObject({ status: 200, text: '' });
    expect(saidIn(slack.views.at(-1))).toContain('not linked to anybody who reviews');
  });

  it.each([
    ['somebody without an account', BY_NOBODY],
    ['the namesake in another workspace', { ...BY_GRACE, team: 'T0OTHER00' }],
  ])('decides nothing with a dialogue that another opened: %s', async (_, doing) => {
    const { ts } = await message();
    await post(slack.press(ts, 'sallyport_approve', BY_GRACE));
    const answer = await post(slack.submit(JUSTIFICATION, doing));
    expect(answer.json.errors.justification).toContain('not linked to anybody');
    expect(decided).toEqual([]);
  });
});

describe('what Slack did not sign, or signed before', () => {
  const refused = { status: 401, json: expect.objectContaining({ code: 'signature_invalid' }) };
  const submission = async () => {
    const { ts } = await message();
    await post(slack.press(ts, 'sallyport_approve', BY_GRACE));
    return slack.submit(JUSTIFICATION, BY_GRACE);
  };
  const payloadOf = ({ body }: SlackPosting) => new URLSearchParams(body).get('payload') ?? '';

  it('is taken once, however often it comes', async () => {
    const signed = await submission();
    const answers = await Promise.all([post(signed), post(signed), post(signed)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect(await post(signed)).toMatchObject(refused);
    expect(decided).toHaveLength(1);
  });

  it('is refused: stale, early, forged, unsigned, or signed with another secret', async () => {
    const right = await submission();
    const payload = payloadOf(right);
    const { 'x-slack-signature': signature = '', ...unsigned } = right.headers;
    const wrong: readonly SlackPosting[] = [
      slack.sign(payload, { at: Date.now() - 302_000 }),
      slack.sign(payload, { at: Date.now() + 302_000 }),
      slack.sign(payload, { secret: 'another secret' }),
      { ...right, body: right.body.replace('approve', 'reject') },
      { ...right, headers: unsigned },
      {
        ...right,
        headers: { ...unsigned, 'x-slack-signature': signature.replace(/.$/, (end) => (end === '0' ? '1' : '0')) },
      },
      { ...right, headers: { ...right.headers, 'x-slack-request-timestamp': '1700000000' } },
    ];
    for (const one of wrong) expect(await post(one)).toMatchObject(refused);
    expect(decided).toEqual([]);
    // None of them used up the right one.
    expect((await post(right)).status).toBe(200);
  });

  it('is taken with either of two secrets while one is being rotated, and with none where none is sealed', async () => {
    signingSecrets = ['the newer one', slack.signingSecret];
    expect((await post(await submission())).status).toBe(200);
    signingSecrets = ['the newer one'];
    const old = slack.sign({ type: 'view_closed' });
    expect(await post(old)).toMatchObject(refused);
    signingSecrets = [];
    expect((await post(old)).status).toBe(503);
  });
});

describe('what is no interaction', () => {
  it.each<[string, object | string]>([
    ['no JSON', '{'],
    ['a list', '[]'],
    [
      'a button without a review',
      { type: 'block_actions', user: { id: 'U1' }, trigger_id: '1', actions: [{ action_id: 'sallyport_approve' }] },
    ],
    ['a submission without a view', { type: 'view_submission', user: { id: 'U1' } }],
  ])('is refused, though Slack signed it: %s', async (_, payload) => {
    expect(await post(slack.sign(payload))).toMatchObject({ status: 400, json: { code: 'request_invalid' } });
  });

  it('is refused: another content type, and more than 64 KiB', async () => {
    const { body, headers } = slack.sign({ type: 'view_closed' });
    const json = await post({ body, headers: { ...headers, 'content-type': 'application/json' } });
    expect(json).toMatchObject({ status: 415, json: { code: 'content_type_unsupported' } });
    const large = await post(slack.sign({ type: 'view_closed', filler: 'x'.repeat(65_536) }));
    expect(large).toMatchObject({ status: 413, json: { code: 'body_too_large' } });
  });
});
