import { randomBytes } from 'node:crypto';
import { type Identity, SallyportError } from '@sallyport/core';
import { TestClock } from '@sallyport/testkit';
import type { Membership, RevokedReview } from '../../access/index.ts';
import type { PersonConfig } from '../../config/index.ts';
import type { EventDraft, EventLog } from '../../door/event-log.ts';
import { SteadyClock } from '../../quota/steady-clock.ts';
import { rootKeyWrapper } from '../../secrets/wrappers/root-key-wrapper.ts';
import type { Database } from '../../storage/index.ts';
import { ASKED_AT } from '../kept-reviews.test-support.ts';
import type { Notifier } from '../notifier.ts';
import { openReviewKeys, type ReviewKeys } from '../review-keys.ts';
import { openDeciding } from './open-deciding.ts';
import type { Reviewer } from './reviewer.ts';
import { tickReviews } from './start-review-ticker.ts';

/** One root key, for all that is sealed in a test. */
const WRAPPER = rootKeyWrapper(randomBytes(32).toString('base64'));

/** A log in memory, which refuses an id that it has, as the ledger does. */
export class MemoryLog implements EventLog {
  readonly drafts: EventDraft[] = [];
  readonly #ids = new Set<string>();
  /** Called before each event. */
  before: (draft: EventDraft) => void | Promise<void> = () => undefined;

  async record(draft: EventDraft): Promise<void> {
    await this.before(draft);
    this.drafts.push(draft);
  }

  async commit(items: Parameters<EventLog['commit']>[0]): Promise<[]> {
    for (const item of items) {
      if (!('draft' in item)) throw new SallyportError('internal');
      if (item.id !== undefined && this.#ids.has(item.id)) throw new SallyportError('request_invalid');
      if (item.id !== undefined) this.#ids.add(item.id);
      await this.record(item.draft);
    }
    return [];
  }

  /** What happened, in a line each: kind, decision, how many had approved, and why it failed. */
  lines(): readonly string[] {
    return this.drafts.map(({ kind, details: { review, error } }) => {
      const { decision, approvals, escalated } = review ?? {};
      const counted = approvals === undefined ? undefined : `${approvals.given}/${approvals.quorum}`;
      return [kind, decision, counted, escalated && 'escalated', error].filter((word) => word !== undefined).join(' ');
    });
  }
}

/** Where people decide in a test, with what they may be and do. */
export class Desk {
  readonly log = new MemoryLog();
  readonly notices: string[] = [];
  readonly cut: RevokedReview[] = [];
  readonly memberships = new Map<string, Membership>();
  readonly time = new TestClock(ASKED_AT + 1000);
  readonly clock = new SteadyClock(this.time, { patienceMs: 60_000 });
  readonly database: Database;
  readonly keys: ReviewKeys;
  readonly #people: readonly PersonConfig[];

  private constructor(database: Database, keys: ReviewKeys, people: readonly PersonConfig[]) {
    this.database = database;
    this.keys = keys;
    this.#people = people;
  }

  static async open(database: Database, people: readonly PersonConfig[] = []): Promise<Desk> {
    return new Desk(database, await openReviewKeys({ database, wrapper: WRAPPER }), people);
  }

  /** What one replica has; each call gives another one. */
  deciding() {
    const { database, keys, notifier, clock, log } = this;
    const access = {
      membershipOf: async ({ subject }: Identity) => this.memberships.get(subject) ?? { groups: [] },
      revokeReview: async (review: RevokedReview) => void this.cut.push(review),
    };
    const config = { people: this.#people, publicUrl: 'https://sallyport.example', reviews: NO_BOUNDS };
    return openDeciding({ config, database, keys, access, notifier, clock, log });
  }

  /** One tick. */
  tick() {
    return tickReviews(this, new AbortController().signal);
  }

  readonly notifier: Notifier = {
    queue: async (_runner, { kind }) => void this.notices.push(kind),
  };

  /** Somebody who is in groups, by their login and still. */
  reviewer(subject: string, groups: readonly string[] = ['privacy-office'], more: Partial<Reviewer> = {}): Reviewer {
    this.memberships.set(subject, { groups });
    const identity = { issuer: 'https://login.example', subject };
    return { identity, groups, amr: [], delegated: false, clientIp: '192.0.2.7', ...more };
  }
}

const NO_BOUNDS = { pending: 10_000, pendingPerIdentity: 100, attachmentBytes: 1_000_000, held: 32, waiting: 256 };
