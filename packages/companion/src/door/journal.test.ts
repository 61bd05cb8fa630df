import { SallyportError, utf8 } from '@sallyport/core';
import { commit, heldPayload, Scratch } from '@sallyport/pipeline';
import { decide, SAFE_HARBOR } from '@sallyport/policy';
import { describe, expect, it } from 'vitest';
import type { ClientItem } from '../ledger/index.ts';
import type { SaltKeeper } from '../secrets/index.ts';
import type { ModelKeeper, SubjectOfCareKeeper } from '../sessions/index.ts';
import type { DraftItem, EventLog } from './event-log.ts';
import { ledgerJournal } from './journal.ts';
import type { Receipts } from './receipts.ts';

const MARKER = 'marker-a0f2';
const CALLER = { issuer: 'https://idp.example', subject: 'notes-app', groups: [MARKER], means: 'grant' } as const;
const OPERATION = { id: 'embeddings.create', method: 'POST', path: '/embeddings', query: [] } as const;
const DECISION = decide(SAFE_HARBOR, { operation: OPERATION.id });

const RECEIVED = {
  call: {
    method: 'POST',
    path: `/${MARKER}`,
    url: `https://sallyport.example/${MARKER}`,
    query: MARKER,
    headers: { authorization: MARKER },
    readBody: async () => heldPayload(utf8(MARKER)),
    signal: new AbortController().signal,
    clientIp: '192.0.2.7',
  },
  connection: { name: 'openai', kind: 'openai', baa: true },
  correlationId: '00000000-0000-4000-8000-000000000001',
} as const;
const TRANSFORMED = {
  ...RECEIVED,
  operation: OPERATION,
  query: '',
  caller: CALLER,
  admitted: true,
  scratch: new Scratch({ heldBytes: 1, limitBytes: 1, textLength: 1 }),
  body: heldPayload(utf8(MARKER)),
  subject: new Uint8Array(16),
  egress: heldPayload(utf8('[NAME]')),
  spans: [],
  found: { NAME: 1 },
  inputs: 1,
  applied: { NAME: { redact: 1 } },
  decision: DECISION,
} as const;

const SALT = new Uint8Array(32).fill(9);
const INTENT = { correlationId: RECEIVED.correlationId, commitment: 'c'.repeat(43), applied: { NAME: { redact: 2 } } };
const PROOF = { kid: 'client-key', id: '00000000-0000-4000-8000-000000000002', leaf: utf8('a.b.c'), time: 5 };
const SIGNED = { ...PROOF, stated: { intent: INTENT, salt: SALT } };

const APPLIED = { config: `sha256:${'ab'.repeat(32)}`, configVersion: 7 };

/** A journal, and what it recorded. */
function journal() {
  const commits: (DraftItem | ClientItem)[][] = [];
  const commitItems: EventLog['commit'] = async (items) => {
    commits.push([...items]);
    return items.map((_, index) => ({ index, treeSize: items.length, leafHash: new Uint8Array(32) }));
  };
  const log: EventLog = {
    commit: commitItems,
    record: async (draft, mark) => {
      await commitItems([mark === undefined ? { draft } : { draft, session: mark }]);
    },
  };
  const salts: SaltKeeper = { seal: (salt) => ({ digest: salt.slice(0, 16), sealed: salt }) };
  const subjects: SubjectOfCareKeeper = { digest: (pseudonym) => utf8(`digest of ${pseudonym.length}`) };
  const models: ModelKeeper = {
    digest: () => new Uint8Array(16),
    keep: (model) => ({ digest: new Uint8Array(16), sealed: new Uint8Array(model.length) }),
    open: () => '',
  };
  const receipts: Receipts = { sign: async (settled) => `receipt for ${settled.map(({ index }) => index).join()}` };
  const drafts = () => commits.flat().flatMap((item) => ('draft' in item ? [item] : []));
  return { journal: ledgerJournal({ log, salts, subjects, models, receipts, applied: APPLIED }), commits, drafts };
}

describe('ledgerJournal', () => {
  it('says under which configuration a call went, in every event of it', async () => {
    const { journal: subject, drafts } = journal();
    const session = await subject.intent({ ...TRANSFORMED, found: {}, signed: SIGNED });
    await subject.outcome({ ...TRANSFORMED, session }, {});
    await subject.denied(TRANSFORMED, new SallyportError('policy_denied'));
    const details = drafts().map(({ draft }) => draft.details);
    expect(details).toHaveLength(3);
    for (const one of details) expect(one).toMatchObject(APPLIED);
  });

  it('opens a session with what was found and decided, and closes it with how it ended', async () => {
    const { journal: subject, drafts } = journal();
    const session = await subject.intent(TRANSFORMED);
    await subject.outcome({ ...TRANSFORMED, session }, { upstreamStatus: 200, bytesBack: 12, masked: { PHONE: 2 } });
    const [intent, outcome] = drafts();
    expect(intent).toMatchObject({
      session: 'open',
      draft: {
        kind: 'session.intent',
        status: 'success',
        clientIp: '192.0.2.7',
        details: { sessionId: session.id, found: { NAME: 1 }, applied: { NAME: { redact: 1 } }, bytesOut: 6 },
      },
    });
    expect(intent?.draft.details).toMatchObject({ policy: DECISION.policy.digest, rule: DECISION.rule });
    expect(outcome).toMatchObject({
      session: 'close',
      draft: { kind: 'session.outcome', status: 'success', details: { sessionId: session.id, masked: { PHONE: 2 } } },
    });
    expect(JSON.stringify(drafts().map(({ draft }) => draft.details))).not.toContain(MARKER);
  });

  it('says how a session is recorded, whom it is about, and gives what it is found by to the index alone', async () => {
    const { journal: subject, drafts } = journal();
    const caller = { ...CALLER, client: 'the-client', groups: ['staff'] };
    const call = { ...TRANSFORMED, caller, model: MARKER, subjectOfCare: 'pt-7', signed: SIGNED, found: { SSN: 1 } };
    const session = await subject.intent(call);
    const recording = { mode: 'redacted', segments: 2, digest: 'd'.repeat(43) } as const;
    await subject.outcome({ ...call, session }, { recording });
    await subject.denied(call, new SallyportError('policy_denied'));
    await subject.denied(call, new SallyportError('identity_not_allowed'));
    const [intent, outcome, denied, stranger] = drafts().filter(({ draft }) => draft.kind !== 'finding.raised');
    const about = Buffer.from('digest of 4').toString('base64url');
    expect(intent?.draft.details).toMatchObject({
      recording: { mode: DECISION.recording, retention: DECISION.retention },
      subjectOfCare: about,
    });
    expect(outcome?.draft.details.recording).toEqual(recording);
    const known = { client: 'the-client', groups: ['staff'], baa: true, replaced: INTENT.applied };
    const model = { digest: new Uint8Array(16), sealed: new Uint8Array(MARKER.length) };
    expect(intent?.known).toEqual({ ...known, model });
    expect(denied).toMatchObject({ draft: { kind: 'session.denied', details: { subjectOfCare: about } }, known });
    expect(stranger?.draft.kind).toBe('auth.failed');
    expect(stranger).not.toHaveProperty('known');
    expect(JSON.stringify(drafts().map(({ draft }) => draft.details))).not.toMatch(/pt-7|the-client|staff|marker/);
  });

  it("records the client's intent and its own in one commit, under the client's salt, and gives a receipt for the former", async () => {
    const { journal: subject, commits } = journal();
    const session = await subject.intent({ ...TRANSFORMED, found: {}, signed: SIGNED });
    const [[proof, opening] = []] = commits;
    expect(commits.map((items) => items.length)).toEqual([2]);
    expect(proof).toMatchObject({ kid: 'client-key', id: PROOF.id, leaf: PROOF.leaf, once: true });
    expect(opening).toMatchObject({ session: 'open', salt: { sealed: SALT } });
    const details = opening !== undefined && 'draft' in opening ? opening.draft.details : {};
    expect(details).toMatchObject({
      clientIntent: { kid: 'client-key', id: PROOF.id },
      commitments: { request: INTENT.commitment, egress: await commit(SALT, TRANSFORMED.egress) },
    });
    expect(session.salt).toBe(SALT);
    await expect(session.receipt).resolves.toBe('receipt for 0');
  });

  it('records that an approval was used in the very commit of the intent, behind it, and that of a window not', async () => {
    const { journal: subject, commits } = journal();
    const giveBack = async () => undefined;
    const review = { id: PROOF.id, kind: 'call', until: 5 } as const;
    const exchange = { ...TRANSFORMED, found: {}, signed: SIGNED };
    const { id } = await subject.intent({ ...exchange, approval: { review, giveBack } });
    await subject.intent({ ...exchange, approval: { review: { ...review, kind: 'window' }, giveBack } });
    expect(commits.map((items) => items.map((item) => ('draft' in item ? item.draft.kind : 'client.intent')))).toEqual([
      ['client.intent', 'session.intent', 'review.used'],
      ['client.intent', 'session.intent'],
    ]);
    const events = commits.flat().flatMap((item) => ('draft' in item ? [item.draft] : []));
    expect(events[0]?.details.review).toEqual(review);
    expect(events[1]).toMatchObject({ identity: CALLER, details: { sessionId: id, review } });
    expect(events[2]?.details.review?.kind).toBe('window');
  });

  it('says which review a refused call waits for', async () => {
    const { journal: subject, drafts } = journal();
    const review = { id: PROOF.id, url: 'https://sallyport.example/reviews', state: 'pending' } as const;
    await subject.denied(TRANSFORMED, new SallyportError('review_required', { review }));
    expect(drafts()[0]?.draft).toMatchObject({
      kind: 'session.denied',
      details: { error: 'review_required', review: { id: PROOF.id, kind: 'call' } },
    });
    expect(JSON.stringify(drafts())).not.toContain(review.url);
  });

  it('makes a salt where the client sent none, another for each session', async () => {
    const { journal: subject } = journal();
    const [one, two] = [await subject.intent(TRANSFORMED), await subject.intent(TRANSFORMED)];
    expect(one.salt).toHaveLength(32);
    expect(one.salt).not.toEqual(two.salt);
    expect(one.commitments).toEqual({
      request: await commit(one.salt, TRANSFORMED.body),
      egress: await commit(one.salt, TRANSFORMED.egress),
    });
  });

  it.each([
    ['said it replaced everything', { NAME: { redact: 2 } }, {}],
    ['said nothing of it', {}, {}],
    ['said it left less', { NAME: { allow: 1, redact: 4 } }, { NAME: 1 }],
  ])('raises a finding in the same commit when entities are found that the client %s', async (_, applied, claimed) => {
    const { journal: subject, commits } = journal();
    const signed = { ...SIGNED, stated: { salt: SALT, intent: { ...INTENT, applied } } };
    await subject.intent({ ...TRANSFORMED, found: { NAME: 2 }, signed });
    expect(commits.map((items) => items.map((item) => ('draft' in item ? item.draft.kind : 'client.intent')))).toEqual([
      ['client.intent', 'finding.raised', 'session.intent'],
    ]);
    expect(commits[0]?.[1]).toMatchObject({ draft: { details: { found: { NAME: 2 }, claimed } } });
  });

  it('raises none when the client said it left them in, or made no claim', async () => {
    const { journal: subject, commits } = journal();
    const signed = { ...SIGNED, stated: { salt: SALT, intent: { ...INTENT, applied: { NAME: { allow: 1 } } } } };
    await subject.intent({ ...TRANSFORMED, signed });
    await subject.intent({ ...TRANSFORMED, signed: PROOF });
    expect(commits.map((items) => items.length)).toEqual([2, 2]);
  });

  it.each([
    [{ upstreamStatus: 399 }, 'success'],
    [{ upstreamStatus: 400 }, 'failure'],
    [{ error: new SallyportError('cancelled') }, 'failure'],
  ])('calls an outcome of %j what it is', async (outcome, status) => {
    const { journal: subject, drafts } = journal();
    await subject.outcome({ ...TRANSFORMED, session: { id: 'session-1', salt: SALT, commitments: {} } }, outcome);
    expect(drafts()[0]?.draft.status).toBe(status);
  });

  it.each([
    ['auth.failed', RECEIVED],
    ['session.denied', { ...RECEIVED, operation: OPERATION, caller: CALLER }],
  ])('records a refusal as %s by whether the caller is known, and marks no session', async (kind, exchange) => {
    const { journal: subject, drafts } = journal();
    await subject.denied(exchange, new SallyportError('token_expired'));
    const details = drafts()[0]?.draft.details ?? {};
    expect(drafts()[0]).not.toHaveProperty('session');
    expect(drafts()[0]).toMatchObject({ draft: { kind, status: 'failure' } });
    expect(details).toMatchObject({ error: 'token_expired', connection: 'openai' });
    expect(Object.values(details)).not.toContain(undefined);
    expect(JSON.stringify(details)).not.toContain(MARKER);
  });

  it.each([
    ['auth.failed', 'identity_not_allowed'],
    ['auth.failed', 'grant_revoked'],
    ['session.denied', 'operation_not_allowed'],
    ['session.denied', 'input_unreadable'],
  ] as const)('records as %s, with the identity, whoever is refused as %s', async (kind, code) => {
    const { journal: subject, drafts } = journal();
    await subject.denied({ ...RECEIVED, operation: OPERATION, caller: CALLER }, new SallyportError(code));
    expect(drafts()[0]).toMatchObject({ draft: { kind, identity: CALLER, details: { error: code } } });
  });
});
