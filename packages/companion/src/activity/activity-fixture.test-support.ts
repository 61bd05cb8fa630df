import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { EventDetails, EventFacts, Identity } from '@sallyport/core';
import type { LedgerEvent } from '@sallyport/ledger';
import { TestClock } from '@sallyport/testkit';
import type { ActivityConfig, PersonConfig } from '../config/index.ts';
import { type EventLog, ledgerEventLog } from '../door/event-log.ts';
import type { Ledger } from '../ledger/index.ts';
import { openTestLedger, someFacts, testIdentity } from '../ledger/ledger-fixture.test-support.ts';
import type { LogMessage } from '../log/index.ts';
import type { Database } from '../storage/index.ts';
import type { DigestContent } from './digest-content.ts';
import { digestRows } from './digest-rows.ts';
import { openActivity } from './open-activity.ts';
import { ledgerSize, readPage } from './read-page.ts';
import { type ActivityTickerParts, tickActivity } from './start-activity-ticker.ts';
import { zonedTime } from './zoned-time.ts';

/** The defaults, with a heartbeat every hour being enough. */
export const ACTIVITY: ActivityConfig = {
  every: 'weekly',
  timeZone: 'UTC',
  burst: { calls: 10, factor: 3 },
  silenceMinutes: 90,
  overdueDays: 7,
};
export const ADA: Identity = { issuer: 'https://login.example', subject: 'ada.example' };
export const BEN: Identity = { issuer: 'https://login.example', subject: 'ben.example' };
export const GRACE: Identity = { issuer: 'https://login.example', subject: 'grace.example' };
const HOUR = 3_600_000;

/** A digest as the admin plane lists and shows it. */
export interface ToldDigest {
  readonly id: string;
  readonly state: string;
  readonly from: string;
  readonly to: string;
  readonly first: number;
  readonly end: number;
  readonly findings: number;
  readonly digest: string;
  readonly content: string;
  readonly conclusion?: string;
  readonly signed_by?: Identity;
  readonly signed_at?: string;
}

/** What a fixture is opened with. */
export interface FixtureOptions {
  readonly database: Database;
  readonly now: string;
  readonly activity?: Partial<ActivityConfig>;
  readonly people?: readonly PersonConfig[];
  readonly sinks?: readonly string[];
  /** What digests are sealed under. Default: a key of its own. */
  readonly key?: KeyObject;
}

/** For tests: a ledger whose events come when a test says, and the review of activity over it, ticked by hand. */
export class ActivityFixture {
  readonly ledger: Ledger;
  readonly events: EventLog;
  readonly clock: TestClock;
  readonly activity: ReturnType<typeof openActivity>;
  /** What was logged: messages, with how many. */
  readonly lines: string[] = [];
  readonly #parts: ActivityTickerParts;
  readonly #warned = { at: Number.NEGATIVE_INFINITY };

  private constructor(options: FixtureOptions, opened: { readonly ledger: Ledger; readonly ownKid: string }) {
    const { database, people = [], sinks = [], key = createSecretKey(randomBytes(32)) } = options;
    const activity = { ...ACTIVITY, ...options.activity };
    this.ledger = opened.ledger;
    this.clock = new TestClock(Date.parse(options.now));
    this.events = ledgerEventLog(opened.ledger, this.clock);
    const note = (message: LogMessage, more?: unknown) => void this.lines.push(`${message} ${JSON.stringify(more)}`);
    const logger = { info: note, warn: note, error: note };
    const common = { database, clock: this.clock, log: this.events, logger, ownKid: () => opened.ownKid };
    const named = sinks.map((name) => ({ name, begin: 'now' as const, most: 100 }));
    this.activity = openActivity({ ...common, key, config: { activity, people, sinks: named as never } });
    const { every } = activity;
    this.#parts = {
      ...{ ...common, rows: digestRows(database, key), activity, sinks },
      ...(every === 'off' ? {} : { rhythm: { every, zone: zonedTime(activity.timeZone) } }),
    };
  }

  static async open(options: FixtureOptions): Promise<ActivityFixture> {
    const ledger = await openTestLedger(options.database);
    const { eventSigner } = await testIdentity(options.database);
    return new ActivityFixture(options, { ledger, ownKid: eventSigner.publicKey.kid });
  }

  /** One tick. */
  tick(signal = new AbortController().signal): Promise<void> {
    return tickActivity(this.#parts, this.#warned, signal);
  }

  /** Records an event of the companion's own at a time. Gives its id, or that of the session it opens. */
  async record(kind: EventFacts['kind'], time: number | string, more: Partial<EventFacts> = {}): Promise<string> {
    const { identity: _, ...facts } = someFacts({ kind, details: {} });
    const at = typeof time === 'number' ? time : Date.parse(time);
    await this.ledger.append({ ...facts, ...more, time: at });
    return more.details?.sessionId ?? more.id ?? facts.id;
  }

  /** A heartbeat every hour, from a time on and before another. */
  async beat(from: string, to: string): Promise<void> {
    for (let time = Date.parse(from); time < Date.parse(to); time += HOUR)
      await this.record('checkpoint.witnessed', time);
  }

  /** A call that is sent. Gives its session. */
  async call(identity: Identity, time: number | string, details: EventDetails = {}): Promise<string> {
    const sessionId = crypto.randomUUID();
    const facts = someFacts({
      ...{ kind: 'session.intent', identity, time: typeof time === 'number' ? time : Date.parse(time) },
      details: { sessionId, connection: 'openai', operation: 'embeddings.create', ...details },
    });
    await this.ledger.append(facts, { session: 'open' });
    return sessionId;
  }

  /** Several calls, a second apart. */
  async calls(identity: Identity, time: string, many: number): Promise<void> {
    for (let one = 0; one < many; one += 1) await this.call(identity, Date.parse(time) + one * 1_000);
  }

  /** An entry that a client signed, saying this. */
  async client(payload: object): Promise<void> {
    const [header, body] = [{ alg: 'ES256' }, payload].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const leaf = new Uint8Array(Buffer.from(`${header}.${body}.c2ln`));
    await this.ledger.commit([{ id: crypto.randomUUID(), kid: 'a-client', leaf, time: 0 }]);
  }

  /** The digests, as they are listed. */
  async list(): Promise<readonly ToldDigest[]> {
    return ((await this.activity.list()) as { readonly digests: readonly ToldDigest[] }).digests;
  }

  /** One, and what it says. */
  async show(id: string): Promise<{ readonly digest: ToldDigest; readonly content: DigestContent }> {
    const { digest } = (await this.activity.show(id)) as { readonly digest: ToldDigest };
    return { digest, content: JSON.parse(digest.content) as DigestContent };
  }

  /** What the only digest says. */
  async content(): Promise<DigestContent> {
    const [digest] = await this.list();
    return (await this.show(digest?.id ?? '')).content;
  }

  /** Signs one off. */
  async sign(id: string, by: Identity, conclusion: 'no_concern' | 'incident' = 'no_concern'): Promise<ToldDigest> {
    const session = { clientIp: '192.0.2.7', adminSessionId: '00000000-0000-4000-8000-00000000000a' };
    return ((await this.activity.sign({ id, by, conclusion, ...session })) as { readonly digest: ToldDigest }).digest;
  }

  /** How far the ledger is, and the name of the companion's own entries. */
  async place(): Promise<{ readonly size: number; readonly ownKid: string }> {
    return { size: await ledgerSize(this.#parts.database), ownKid: this.#parts.ownKid() };
  }

  /** Of each entry its time, of those of the companion's own. */
  async times(): Promise<readonly (number | undefined)[]> {
    const { size, ownKid } = await this.place();
    const entries = await readPage(this.#parts.database, { first: 0, end: size, ownKid });
    return entries.map(({ own, event }) => (own ? event?.time : undefined));
  }

  /** The events by which digests were signed off, or were not. */
  async signOffs(): Promise<readonly LedgerEvent[]> {
    const { size, ownKid } = await this.place();
    const entries = await readPage(this.#parts.database, { first: 0, end: size, ownKid });
    return entries.flatMap(({ event }) => (event?.metadata.event_code === 'activity.reviewed' ? [event] : []));
  }
}
