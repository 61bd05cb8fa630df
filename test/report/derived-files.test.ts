import { createHash } from 'node:crypto';
import type { EventDetails, EventKind } from '@sallyport/core';
import { type BundleEntry, encodeEvent, type LedgerEvent } from '@sallyport/ledger';
import { beforeAll, describe, expect, it } from 'vitest';
import { cellsOf } from './cells-of.ts';
import { type Derived, derive } from './derive.ts';
import { WEEK_FROM, WEEK_TO } from './sample-bundle.ts';
import { HOSTILE, SAMPLE_IDENTITIES } from './sample-people.ts';
import { sampleWeek } from './sample-week.ts';

const WEEK = sampleWeek();

let derived: Derived;
beforeAll(async () => {
  derived = await derive(WEEK);
});

/** Counts again from the raw entries, by other means than the code under test: everything in memory, one question at a time. */
function recount(entries: readonly BundleEntry[]) {
  const events = entries.flatMap((entry) =>
    'event' in entry ? [{ ...entry, raw: entry.event as unknown as Raw }] : [],
  );
  const proofs = new Map(
    entries.flatMap((entry) => ('proof' in entry ? [[`${entry.kid} ${entry.id}`, entry.proof]] : [])),
  );
  const counted = events.filter(({ inPeriod }) => inPeriod);
  const of = (kind: EventKind) => counted.filter(({ event }) => event.metadata.event_code === kind);
  const ended = events.filter(({ raw }) => raw.metadata.event_code === 'session.outcome');
  const outcomes = new Map(ended.map(({ raw }) => [raw.api.request?.uid, raw]));
  const sessions = of('session.intent').map((intent) => {
    const { kid, id } = intent.raw.unmapped.clientIntent ?? {};
    const outcome = outcomes.get(intent.raw.api.request?.uid);
    return { intent: intent.raw, outcome, applied: proofs.get(`${kid} ${id}`)?.intent?.applied ?? {} };
  });
  const numbers = (value: unknown): number =>
    typeof value === 'number' ? value : Object.values(value ?? {}).reduce((sum: number, one) => sum + numbers(one), 0);
  const sum = (count: (session: (typeof sessions)[number]) => number) =>
    sessions.reduce((all, one) => all + count(one), 0);
  const without = (applied: object) =>
    Object.values(applied).reduce((all: number, { allow: _allow, ...rest }) => all + numbers(rest), 0);
  const allowed = (applied: object) => Object.values(applied).reduce((all: number, { allow = 0 }) => all + allow, 0);
  const inPart = (applied: object) =>
    Object.entries(applied).reduce(
      (all: number, [entity, { mask = 0, date_shift = 0, surrogate = 0 }]) =>
        all + mask + date_shift + (entity === 'DATE' ? surrogate : 0),
      0,
    );
  const denied = of('session.denied');
  const waiting = denied.filter(({ raw }) => raw.api.response?.error === 'review_required').length;
  const status = (id: number) => sessions.filter(({ outcome }) => outcome?.status_id === id).length;
  const decisions = of('review.decided').map(({ raw }) => raw.unmapped.review?.decision);
  return {
    total: {
      sent: sessions.length,
      succeeded: status(1),
      failed: status(2),
      unknown: status(0),
      open: sessions.filter(({ outcome }) => outcome === undefined).length,
      refused: denied.length - waiting,
      waiting,
      inputs: sum(({ intent }) => intent.unmapped.inputs ?? 0),
      bytesOut: sum(({ intent }) => intent.unmapped.bytesOut ?? 0),
      bytesBack: sum(({ outcome }) => outcome?.unmapped.bytesBack ?? 0),
      found: sum(({ intent, applied }) => numbers(intent.unmapped.found) + without(applied)),
      replaced: sum(({ intent, applied }) => without(intent.unmapped.applied ?? {}) + without(applied)),
      partly: sum(({ intent, applied }) => inPart(intent.unmapped.applied ?? {}) + inPart(applied)),
      left: sum(({ intent }) => allowed(intent.unmapped.applied ?? {})),
      masked: sum(({ outcome }) => numbers(outcome?.unmapped.masked)),
      clientSigned: sessions.filter(({ intent }) => intent.unmapped.clientIntent).length,
      committed: sessions.filter(({ intent }) => intent.unmapped.commitments?.egress).length,
      reviewed: sessions.filter(({ intent }) => intent.unmapped.review).length,
      first: Math.min(...[...of('session.intent'), ...denied].map(({ time }) => time)),
      last: Math.max(...[...of('session.intent'), ...denied].map(({ time }) => time)),
    },
    reviews: {
      requested: of('review.requested').length,
      approvals: decisions.filter((one) => one === 'approve').length,
      rejections: decisions.filter((one) => one === 'reject').length,
      breakGlass: decisions.filter((one) => one === 'break_glass').length,
      used: of('review.used').length,
      expired: of('review.expired').length,
    },
    grants: of('grant.issued').filter(({ raw }) => raw.unmapped.connection === undefined && raw.api.service).length,
    strangers: of('auth.failed').reduce((all, { raw }) => all + (raw.unmapped.count ?? 1), 0),
    heartbeats: of('checkpoint.witnessed').length,
    inPeriod: entries.filter(({ inPeriod }) => inPeriod).length,
    context: entries.filter(({ within }) => within === 'context').length,
    sessions,
  };
}

type Raw = LedgerEvent & { readonly unmapped: EventDetails };

describe('summary.json', () => {
  it('equals a recount of the entries by other means', () => {
    const { sessions, ...expected } = recount(WEEK);
    const { calls, reviews, events, continuity, entries } = derived.summary;
    expect(calls.total).toEqual(expected.total);
    expect(reviews).toMatchObject(expected.reviews);
    expect(events.grants).toBe(expected.grants);
    expect(events.authFailures.reduce((sum, { count }) => sum + count, 0)).toBe(expected.strangers);
    expect(continuity.heartbeats).toBe(expected.heartbeats);
    expect(entries.inPeriod).toBe(expected.inPeriod);
    expect(entries.context).toBe(expected.context);
    expect(entries.held + entries.context).toBe(WEEK.length);
    expect(expected.total.sent).toBeGreaterThan(1_000);
    expect(sessions.length).toBe(calls.total.sent);
  });

  it('adds up: each table is the total taken apart', () => {
    const { calls, entries } = derived.summary;
    const tables = [calls.identities, calls.connections, calls.operations, calls.purposes, calls.rules];
    for (const rows of [...tables.map((table) => table.rows), calls.days]) {
      for (const name of ['sent', 'refused', 'waiting', 'found', 'replaced', 'left', 'bytesOut'] as const) {
        expect(rows.reduce((sum, row) => sum + row[name], 0)).toBe(calls.total[name]);
      }
    }
    const tried = calls.total.sent + calls.total.refused + calls.total.waiting;
    expect(calls.week.flat().reduce((sum, count) => sum + count, 0)).toBe(tried);
    expect(calls.entities.reduce((sum, { found }) => sum + found, 0)).toBe(calls.total.found);
    expect(entries.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(entries.inPeriod);
    expect(calls.identities.count).toBe(SAMPLE_IDENTITIES.length);
  });

  it('tells of the silence that the week has, and of no other', () => {
    const { silences, listed, longest } = derived.summary.continuity;
    expect(silences).toBe(1);
    expect(longest).toBe((listed[0]?.to ?? 0) - (listed[0]?.from ?? 0));
    expect(longest).toBe(13 * 60_000);
  });

  it('has no byte that could drive a terminal or turn a line around', () => {
    expect(derived.files['summary.json']).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
    expect(derived.summary.calls.identities.rows.map(({ subject }) => subject)).toContain(HOSTILE[1]);
  });
});

describe('the same entries', () => {
  it('give the same bytes, whatever the clock, the time zone and the language are', async () => {
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Kiritimati';
    const again = await derive(WEEK).finally(() => {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    });
    expect(again.files).toEqual(derived.files);
    expect(again.population).toEqual(derived.population);
  });

  it('but for one give others', async () => {
    const place = WEEK.findIndex((entry) => 'event' in entry && entry.event.metadata.event_code === 'session.denied');
    const fewer = await derive(WEEK.filter((_, index) => index !== place));
    for (const path of ['summary.json', 'report.html'] as const)
      expect(fewer.files[path]).not.toBe(derived.files[path]);
    expect(fewer.population).not.toEqual(derived.population);
  });
});

describe('the worksheet', () => {
  it('has a row for each call of the period, and its columns add up to the summary', () => {
    const [header = [], ...rows] = derived.population.map(cellsOf);
    const column = (name: string) => rows.map((cells) => cells[header.indexOf(name)] ?? '');
    const { total } = derived.summary.calls;
    const sum = (name: string) => column(name).reduce((all, cell) => all + Number(cell), 0);
    expect(rows.every((cells) => cells.length === header.length)).toBe(true);
    expect(rows.length).toBe(total.sent + total.refused + total.waiting);
    expect(new Set(column('id')).size).toBe(rows.length);
    expect(sum('bytes_back')).toBe(total.bytesBack);
    const sent = rows.filter((cells) => cells[header.indexOf('end')] !== 'denied');
    const left = sent.reduce((all, cells) => all + Number(cells[header.indexOf('identifiers_left')]), 0);
    expect([sent.length, left]).toEqual([total.sent, total.left]);
    const times = column('time_utc').map((time) => Date.parse(time));
    expect(times.every((time) => time >= WEEK_FROM && time < WEEK_TO)).toBe(true);
  });

  it('has a sample that anybody can draw again', () => {
    const [header = [], ...rows] = derived.population.map(cellsOf);
    const id = header.indexOf('id');
    const drawn = rows
      .map((cells) => ({ cells, digest: createHash('sha256').update(`audit-2026-q4:${cells[id]}`).digest('hex') }))
      .sort((a, b) => (a.digest < b.digest ? -1 : 1))
      .slice(0, 25);
    const [names = [], ...sample] = derived.files['worksheet/sample.csv'].trimEnd().split('\r\n').map(cellsOf);
    expect(names).toEqual(['draw', 'sha256', ...header, 'result', 'remarks', 'reviewed_by', 'reviewed_on']);
    expect(sample).toEqual(
      drawn.map(({ digest, cells }, index) => [String(index + 1), digest, ...cells, '', '', '', '']),
    );
  });

  it('runs nothing where a spreadsheet opens it', () => {
    const lines = [...derived.population, derived.files['worksheet/sample.csv']].join('');
    expect(lines).not.toMatch(/(?:^|,|\n)"?[=+\-@]/);
    expect(lines).toContain(`"'=cmd|""/C calc""!A1"`);
    expect(lines).not.toMatch(/[^\r\n\P{Cc}]|\p{Cf}/u);
  });
});

describe('what counts', () => {
  const base = { kid: 'k', within: 'range', inPeriod: true, time: WEEK_FROM } as const;
  const entry = (kind: EventKind, details: EventDetails, more: Partial<BundleEntry> = {}): BundleEntry => {
    const facts = { id: crypto.randomUUID(), kind, time: WEEK_FROM, status: 'success', details } as const;
    return { ...base, index: 0, event: encodeEvent(facts, { version: '1.0.0' }), ...more } as BundleEntry;
  };
  const call = { connection: 'openai', operation: 'embeddings.create', sessionId: crypto.randomUUID() };
  const intent = (more: Partial<BundleEntry> = {}) =>
    entry('session.intent', { ...call, found: { SSN: 2 }, applied: { SSN: { redact: 2 } } }, more);
  const outcome = (more: Partial<BundleEntry> = {}) =>
    entry('session.outcome', { ...call, masked: { NAME: 1 }, bytesBack: 9 }, more);

  it('is a session whose intent is in the period, with an outcome out of it', async () => {
    const after = outcome({ within: 'context', inPeriod: false });
    const { summary } = await derive([intent(), after]);
    expect(summary.calls.total).toMatchObject({ sent: 1, succeeded: 1, masked: 1, bytesBack: 9 });
  });

  it('is no session whose intent is out of it', async () => {
    const { summary, population } = await derive([intent({ within: 'context', inPeriod: false }), outcome()]);
    expect(summary.calls.total).toMatchObject({ sent: 0, masked: 0, bytesBack: 0 });
    expect(population.length).toBe(1);
  });

  it('is a session without an outcome, as open', async () => {
    const { summary, population } = await derive([intent()]);
    expect(summary.calls.total).toMatchObject({ sent: 1, open: 1 });
    expect(population[1]).toContain(',open,');
  });

  it('is nothing where there is nothing', async () => {
    const { summary, files, population } = await derive([]);
    expect(summary.calls.total).toMatchObject({ sent: 0, first: null });
    expect(files['report.html']).toContain('No call was made in this period.');
    expect([population.length, files['worksheet/sample.csv'].split('\r\n').length]).toEqual([1, 2]);
  });

  it('is everybody, also of more identities than are told apart', async () => {
    const many = Array.from({ length: 10_002 }, (_, index) => {
      const made = entry('session.denied', { ...call, error: 'policy_denied' }) as { readonly event: LedgerEvent };
      return { ...base, index, event: { ...made.event, actor: { user: { uid: `caller-${index}` } } } };
    });
    const { summary, files } = await derive(many);
    const { count, more, rows, others } = summary.calls.identities;
    expect([count, more, rows.length, others?.refused]).toEqual([10_000, true, 1_000, 9_002]);
    expect(summary.calls.total.refused).toBe(10_002);
    expect(files['report.html']).toContain('More than 10,000 identities');
  });

  it('tells that a filter left entries out', async () => {
    const { summary, files } = await derive([intent()], { first: 0, end: 256, filter: { connection: 'openai' } });
    expect(summary.entries).toMatchObject({ held: 1, withheld: 255 });
    expect(summary.continuity.known).toBe(false);
    expect(files['report.html']).toContain('This is a selection.');
  });

  it('holds out against a signed event of any shape', async () => {
    const values: readonly unknown[] = [
      null,
      -1,
      1.5,
      'x',
      '\u202e<b>',
      [],
      {},
      { SSN: -1 },
      { SSN: 'x' },
      [[[]]],
      true,
    ];
    const kinds = [
      'session.intent',
      'session.outcome',
      'session.denied',
      'review.decided',
      'review.requested',
    ] as const;
    const acts = [
      'grant.issued',
      'activity.reviewed',
      'evidence.exported',
      'credential.rotated',
      'auth.failed',
    ] as const;
    const entries = [...kinds, ...acts, 'recording.purged' as const, 'opt_out' as const].flatMap((kind) =>
      values.map((value, index) => {
        const made = entry(kind, call) as Extract<BundleEntry, { readonly event: LedgerEvent }>;
        const names = ['found', 'applied', 'masked', 'review', 'recording', 'commitments', 'clientIntent', 'activity'];
        const more = [
          'exported',
          'rotated',
          'roles',
          'count',
          'inputs',
          'clientKey',
          'adminSessionId',
          'optOut',
          'purpose',
        ];
        const unmapped = Object.fromEntries(
          [...names, ...more].map((name) => [name, value]),
        ) as LedgerEvent['unmapped'];
        const api = { ...made.event.api, service: value, response: value } as LedgerEvent['api'];
        return { ...made, index, time: index % 2 === 0 ? WEEK_FROM : 9e15, event: { ...made.event, unmapped, api } };
      }),
    );
    const { files } = await derive(entries);
    expect(files['report.html']).not.toContain('<b>\u202e');
    expect(files['report.html']).not.toMatch(/NaN|undefined|\[object/);
  });
});
