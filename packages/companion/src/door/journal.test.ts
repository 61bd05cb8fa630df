import { SallyportError, utf8 } from '@sallyport/core';
import { decide, SAFE_HARBOR } from '@sallyport/policy';
import { describe, expect, it } from 'vitest';
import type { SessionMark } from '../ledger/index.ts';
import type { EventDraft } from './event-log.ts';
import { ledgerJournal } from './journal.ts';

const MARKER = 'marker-a0f2';
const CALLER = { issuer: 'https://idp.example', subject: 'notes-app', groups: [MARKER], means: 'grant' } as const;
const OPERATION = { id: 'embeddings.create', method: 'POST', path: '/embeddings', query: [] } as const;
const DECISION = decide(SAFE_HARBOR, { operation: OPERATION.id });

const RECEIVED = {
  call: {
    method: 'POST',
    path: `/${MARKER}`,
    query: MARKER,
    headers: { authorization: MARKER },
    readBody: async () => utf8(MARKER),
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
  body: utf8(MARKER),
  egress: utf8('[NAME]'),
  spans: [],
  found: { NAME: 1 },
  applied: { NAME: { redact: 1 } },
  decision: DECISION,
} as const;

/** A journal, and what it recorded. */
function journal() {
  const records: { readonly draft: EventDraft; readonly mark: SessionMark | undefined }[] = [];
  const record = async (draft: EventDraft, mark?: SessionMark) => {
    records.push({ draft, mark });
  };
  return { journal: ledgerJournal({ record }), records };
}

describe('ledgerJournal', () => {
  it('opens a session with what was found and decided, and closes it with how it ended', async () => {
    const { journal: subject, records } = journal();
    const session = await subject.intent(TRANSFORMED);
    await subject.outcome({ ...TRANSFORMED, session }, { upstreamStatus: 200, bytesBack: 12, masked: { PHONE: 2 } });
    const [intent, outcome] = records;
    expect(intent).toMatchObject({
      mark: 'open',
      draft: {
        kind: 'session.intent',
        status: 'success',
        clientIp: '192.0.2.7',
        details: { sessionId: session.id, found: { NAME: 1 }, applied: { NAME: { redact: 1 } }, bytesOut: 6 },
      },
    });
    expect(intent?.draft.details).toMatchObject({ policy: DECISION.policy.digest, rule: DECISION.rule });
    expect(outcome).toMatchObject({
      mark: 'close',
      draft: { kind: 'session.outcome', status: 'success', details: { sessionId: session.id, masked: { PHONE: 2 } } },
    });
    expect(JSON.stringify(records.map(({ draft }) => draft.details))).not.toContain(MARKER);
  });

  it.each([
    [{ upstreamStatus: 399 }, 'success'],
    [{ upstreamStatus: 400 }, 'failure'],
    [{ error: new SallyportError('cancelled') }, 'failure'],
  ])('calls an outcome of %j what it is', async (outcome, status) => {
    const { journal: subject, records } = journal();
    await subject.outcome({ ...TRANSFORMED, session: { id: 'session-1' } }, outcome);
    expect(records[0]?.draft.status).toBe(status);
  });

  it.each([
    ['auth.failed', RECEIVED],
    ['session.denied', { ...RECEIVED, operation: OPERATION, caller: CALLER }],
  ])('records a refusal as %s by whether the caller is known, and marks no session', async (kind, exchange) => {
    const { journal: subject, records } = journal();
    await subject.denied(exchange, new SallyportError('token_expired'));
    const details = records[0]?.draft.details ?? {};
    expect(records[0]).toMatchObject({ mark: undefined, draft: { kind, status: 'failure' } });
    expect(details).toMatchObject({ error: 'token_expired', connection: 'openai' });
    expect(Object.values(details)).not.toContain(undefined);
    expect(JSON.stringify(details)).not.toContain(MARKER);
  });
});
