import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isEvent, type ReadLeaf } from '../stack/read-verified.ts';
import { runCommand } from '../stack/run-command.ts';
import { eventsOf, kindsOf, recountCalls, sumOf } from './handover/recount.ts';
import { type MadeCall, simulateWeek } from './handover/simulate-week.ts';
import type { SimulatedWeek } from './handover/simulated-week.ts';
import { Tampered } from './handover/tamper.ts';
import { TAMPERINGS } from './handover/tamperings.ts';

/** What the test reads of a summary. */
interface Summary {
  readonly log: { readonly fingerprint: string };
  readonly entries: { readonly inPeriod: number; readonly kinds: readonly { code: string; count: number }[] };
  readonly calls: {
    readonly total: Readonly<Record<string, number>>;
    readonly days: readonly ({ readonly name: string } & Sums)[];
    readonly identities: { readonly count: number; readonly rows: readonly ({ readonly subject: string } & Sums)[] };
    readonly recordings: number;
  };
  readonly reviews: Readonly<Record<string, number>>;
  readonly events: { readonly authFailures: readonly { code: string; count: number }[] };
  readonly worksheet: { readonly rows: number; readonly sampled: number };
}

interface Sums {
  readonly sent: number;
  readonly refused: number;
  readonly waiting: number;
}

const DAY_MS = 86_400_000;

let week: SimulatedWeek;
let calls: readonly MadeCall[];
let leaves: readonly ReadLeaf[];
let bundle = '';
let days = '';
let fingerprint = '';
let summary: Summary;

const run = (...args: readonly string[]) => runCommand(args, '', { XDG_CONFIG_HOME: join(week.stack.folder, 'home') });
const tried = ({ sent, refused, waiting }: Sums) => sent + refused + waiting;
const verify = (place: string, ...more: readonly string[]) =>
  run('verify', place, '--fingerprint', fingerprint, ...more);

beforeAll(async () => {
  ({ week, calls } = await simulateWeek());
  leaves = await week.stack.leaves();
  await keepLogin();
  bundle = await exported('week', [week.from, week.to], ['--seed', 'a-week', '--sample', '20']);
  days = await exported('days', [week.from + DAY_MS, week.from + 3 * DAY_MS], ['--no-recordings']);
  summary = JSON.parse(await readFile(join(bundle, 'summary.json'), 'utf8')) as Summary;
  ({ fingerprint } = summary.log);
});
afterAll(() => week?.stack.close());

/** Exports a period, which must succeed. Gives the folder. */
async function exported(name: string, [from, to]: readonly [number, number], more: readonly string[]): Promise<string> {
  const folder = join(week.stack.folder, name);
  week.clock.set(Date.now());
  const period = ['--from', new Date(from).toISOString(), '--to', new Date(to).toISOString()];
  const { exitCode, err } = await run('export', folder, ...period, ...more);
  expect([exitCode, err]).toEqual([0, '']);
  return folder;
}

/** Keeps a login where the command looks for it. */
async function keepLogin(): Promise<void> {
  const { token, jwk } = await week.logIn('ada.example', 'audit');
  const folder = join(week.stack.folder, 'home', 'sallyport');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const kept = { url: week.stack.companion.url, token, key: jwk, expires: Date.now() + 3_000_000 };
  await writeFile(join(folder, 'session.json'), JSON.stringify(kept), { mode: 0o600 });
}

describe('a week of twenty identities, exported', () => {
  it('is verified', async () => {
    const { out, exitCode } = await verify(bundle);
    expect(out).toMatch(/VERIFIED\n$/);
    expect(exitCode).toBe(0);
  });

  it('is verified for two days of it, with what those rest on, and for one identity, whose other entries are told as withheld', async () => {
    expect((await verify(days)).out).toMatch(/VERIFIED\n$/);
    const issuer = week.stack.identityProvider.issuer;
    const one = await exported('one', [week.from, week.to], ['--issuer', issuer, '--subject', 'svc-labs']);
    const { out } = await verify(one);
    expect(out).toMatch(/VERIFIED\n$/);
    expect(out).toMatch(/withheld/);
    const { calls: counted } = JSON.parse(await readFile(join(one, 'summary.json'), 'utf8')) as Summary;
    expect(counted.identities.rows.map(({ subject }) => subject)).toEqual(['svc-labs']);
  });

  it('says of calls what their callers went through', () => {
    const counted = recountCalls(calls);
    const { sent, succeeded, failed, refused } = counted;
    expect(summary.calls.total).toMatchObject({ sent, succeeded, failed, refused, waiting: 0, unknown: 0, open: 0 });
    const { count, rows } = summary.calls.identities;
    expect(count).toBe(20);
    expect(Object.fromEntries(rows.map((row) => [row.subject, tried(row)]))).toEqual(counted.subjects);
    expect(Object.fromEntries(summary.calls.days.map((row) => [row.name, tried(row)]))).toEqual(counted.days);
    expect(summary.worksheet).toMatchObject({ rows: sent + refused, sampled: 20 });
  });

  it('says of identifiers, reviews and strangers what the ledger says', () => {
    const within = leaves.filter((leaf) => !isEvent(leaf) || (leaf.time >= week.from && leaf.time < week.to));
    const intents = eventsOf(within, 'session.intent');
    const { total, recordings } = summary.calls;
    expect(total.found).toBe(sumOf(intents, ({ unmapped }) => unmapped.found));
    expect(total.masked).toBe(sumOf(eventsOf(within, 'session.outcome'), ({ unmapped }) => unmapped.masked));
    expect(total.clientSigned).toBe(calls.filter(({ kind }) => kind === 'proven').length);
    expect(recordings).toBe(total.sent);
    const decided = (kind: string) => calls.filter((call) => call.kind === kind).length;
    expect(summary.reviews).toMatchObject({
      requested: decided('approved') + decided('rejected'),
      approvals: decided('approved'),
      rejections: decided('rejected'),
      used: decided('approved'),
    });
    expect(summary.events.authFailures).toEqual([{ code: 'token_audience', count: decided('stranger') }]);
    expect(Object.fromEntries(summary.entries.kinds.map(({ code, count }) => [code, count]))).toEqual(kindsOf(within));
  });

  it('holds nothing that callers sent, and no markup of theirs', async () => {
    const page = await readFile(join(bundle, 'report.html'), 'utf8');
    expect(page).not.toMatch(/<img|<script/i);
    for (const patient of ['Gonzalez', '078-05-1120', '212-555-0142']) expect(page).not.toContain(patient);
  });

  it.each(TAMPERINGS)('is not verified once $name', async ({ name, of, tamper, words }) => {
    const tampered = await Tampered.of(
      of === undefined ? bundle : days,
      join(week.stack.folder, name.replaceAll(/\W+/g, '-')),
    );
    await tamper(tampered);
    const { out, exitCode } = await verify(tampered.folder);
    expect(out.split('\n').at(-2)).toMatch(words);
    expect(exitCode).toBe(1);
  });
});
