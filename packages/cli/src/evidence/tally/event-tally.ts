import type { Identity } from '@sallyport/core';
import type { BundleEntry, LedgerEvent } from '@sallyport/ledger';
import { type CodeCount, Codes } from './call-tally.ts';
import { Groups } from './groups.ts';
import { actorOf, countOf, errorOf, hasFailed, membersOf, textOf } from './read-facts.ts';

/** How many acts of a kind are listed, and how many people. */
const MOST_ACTS = 200;
const MOST_PEOPLE = 1_000;

type EventEntry = Extract<BundleEntry, { readonly event: LedgerEvent }>;

/** Something that somebody did, or that the companion did by itself: then issuer and subject are empty. */
export interface Act extends Identity {
  readonly entry: number;
  readonly time: number;
  /** What of: a version, a reason, a name, a count. Codes and configured names. */
  readonly what: string;
  /** Why it failed; empty where it did not. */
  readonly error: string;
}

/** Acts of one kind. */
export interface Acts {
  readonly count: number;
  /** Of these: how many failed, such as those that are told once more because they did. */
  readonly failed: number;
  /** The first 200. */
  readonly rows: readonly Act[];
}

/** The kinds of acts that are listed, each with what its events say of it. */
const LISTED = {
  'config.applied': ({ configVersion, rolledBackTo }) =>
    rolledBackTo === undefined ? version(configVersion) : `${version(configVersion)}, back to ${countOf(rolledBackTo)}`,
  'credential.rotated': ({ rotated }) => {
    const { what, name, retired } = membersOf(rotated);
    return [textOf(what), textOf(name), retired === true ? 'retired' : ''].filter((word) => word !== '').join(' ');
  },
  'grant.revoked': ({ target, adminSessionId }) => {
    if (target !== undefined) return 'an identity';
    return adminSessionId === undefined ? 'a grant' : 'a login';
  },
  'recording.read': ({ recording }) => textOf(membersOf(recording).use),
  'recording.purged': ({ recording }) => textOf(membersOf(recording).reason),
  'recording.held': () => 'a legal hold',
  'recording.released': () => 'a legal hold',
  'vault.revealed': ({ count }) => String(countOf(count) || 1),
  'activity.reviewed': ({ activity }) => textOf(membersOf(activity).conclusion),
  'evidence.exported': ({ exported }) => {
    const { first, end, filtered } = membersOf(exported);
    return `entries ${countOf(first)} to ${countOf(end) - 1}${filtered === true ? ', filtered' : ''}`;
  },
  'log.recovered': () => 'a restore',
  opt_out: ({ optOut }) => textOf(optOut),
  'finding.raised': () => 'fewer than were found',
} as const satisfies Partial<Record<string, (details: LedgerEvent['unmapped']) => string>>;

/** A kind of act that is listed. */
export type ListedKind = keyof typeof LISTED;

/** A digest of activity that a person signed off. */
export interface ActivityRow extends Identity {
  /** Its UUID. */
  readonly id: string;
  readonly entry: number;
  readonly time: number;
  readonly from: number;
  readonly to: number;
  readonly findings: number;
  readonly conclusion: string;
}

/** Somebody who logged in to the companion's own controls, or acted there. */
export interface AdminRow extends Identity {
  readonly logins: number;
  readonly roles: readonly string[];
  readonly acts: number;
}

/** All that is counted of events that are about no call. */
export interface EventSummary {
  /** Grants to clients that call, and how many keys they were bound to: 10,000 are told apart. */
  readonly grants: number;
  readonly clientKeys: number;
  readonly adminLogins: number;
  /** Why somebody was not let in; each as often as it happened, also where one event stands for many. */
  readonly authFailures: readonly CodeCount[];
  /** What was read on the admin plane. */
  readonly reads: readonly CodeCount[];
  readonly acts: Readonly<Record<ListedKind, Acts>>;
  readonly activity: readonly ActivityRow[];
  readonly admins: readonly AdminRow[];
}

type Kept = { count: number; failed: number; rows: Act[] };

/** Counts events in the period that are about no call. */
export class EventTally {
  readonly #acts = Object.fromEntries(
    Object.keys(LISTED).map((kind) => [kind, { count: 0, failed: 0, rows: [] }]),
  ) as unknown as Readonly<Record<ListedKind, Kept>>;
  readonly #keys = new Groups(() => true);
  readonly #authFailures = new Codes();
  readonly #reads = new Codes();
  readonly #admins = new Groups(() => ({ logins: 0, roles: new Set<string>(), acts: 0 }), MOST_PEOPLE);
  #activity: ActivityRow[] = [];
  #grants = 0;
  #adminLogins = 0;

  take(entry: EventEntry): void {
    const { event } = entry;
    const kind = event.metadata.event_code;
    if (kind === 'grant.issued') this.#grant(event);
    if (kind === 'auth.failed') this.#authFailures.add(errorOf(event), countOf(event.unmapped.count) || 1);
    if (kind === 'admin.read' && !hasFailed(event)) this.#reads.add(textOf(event.unmapped.read));
    if (kind === 'activity.reviewed') this.#review(entry);
    if (kind !== 'grant.issued' && event.unmapped.adminSessionId !== undefined) this.#admin(event).acts += 1;
    if (isListed(kind)) this.#list(kind, entry);
  }

  summary(): EventSummary {
    return {
      grants: this.#grants,
      clientKeys: this.#keys.sorted().length,
      adminLogins: this.#adminLogins,
      authFailures: this.#authFailures.rows(),
      reads: this.#reads.rows(),
      acts: this.#acts,
      activity: this.#activity,
      admins: this.#admins
        .ranked(({ logins, acts }) => logins + acts)
        .map(({ key, tally }) => {
          const [issuer = '', subject = ''] = JSON.parse(key) as string[];
          return { issuer, subject, ...tally, roles: [...tally.roles].sort() };
        }),
    };
  }

  #grant(event: LedgerEvent): void {
    const { adminSessionId, roles, clientKey } = event.unmapped;
    if (hasFailed(event)) return;
    if (adminSessionId === undefined) {
      this.#grants += 1;
      this.#keys.at(textOf(membersOf(clientKey).kid));
      return;
    }
    const admin = this.#admin(event);
    this.#adminLogins += 1;
    admin.logins += 1;
    for (const role of Array.isArray(roles) ? roles.slice(0, 4) : []) admin.roles.add(textOf(role));
  }

  #admin(event: LedgerEvent): { logins: number; acts: number; readonly roles: Set<string> } {
    const { issuer, subject } = actorOf(event);
    return this.#admins.at(JSON.stringify([issuer, subject]));
  }

  /** One that failed after it was recorded is told once more, and counts no longer. */
  #review({ event, index, time }: EventEntry): void {
    const { id: named, from, to, findings, conclusion } = membersOf(event.unmapped.activity);
    const id = textOf(named);
    if (hasFailed(event)) this.#activity = this.#activity.filter((row) => row.id !== id);
    if (hasFailed(event) || this.#activity.length >= MOST_ACTS) return;
    const period = { from: countOf(from), to: countOf(to) };
    const said = { findings: countOf(findings), conclusion: textOf(conclusion) };
    this.#activity.push({ id, entry: index, time, ...actorOf(event), ...period, ...said });
  }

  #list(kind: ListedKind, { event, index, time }: EventEntry): void {
    const acts = this.#acts[kind];
    const failed = hasFailed(event);
    acts.count += 1;
    acts.failed += failed ? 1 : 0;
    if (acts.rows.length >= MOST_ACTS) return;
    const error = failed ? errorOf(event) || 'failed' : '';
    acts.rows.push({ entry: index, time, ...actorOf(event), what: LISTED[kind](event.unmapped), error });
  }
}

function isListed(kind: string): kind is ListedKind {
  return Object.hasOwn(LISTED, kind);
}

function version(number: unknown): string {
  return number === undefined ? 'without a number' : `version ${countOf(number)}`;
}
